package com.acme.coro.io.trust;

import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * An identity that this user's authority issues to this process, which keeps it in memory. Where there is no authority,
 * one is made, the first time.
 */
final class IdentityOfProcess implements OwnIdentity.Source {
    private static final List<Host> THIS_MACHINE = List.of(host("localhost"), host("127.0.0.1"), host("::1"));

    private final TrustSettings settings;
    private final Usual usual;
    private final Clock clock;
    private final Consumer<String> news;
    // One asks at a time. An authority that goes away later is missed, not made again.
    private boolean mayMake = true;

    IdentityOfProcess(TrustSettings settings, Usual usual, Clock clock, Consumer<String> news) {
        this.settings = settings;
        this.usual = usual;
        this.clock = clock;
        this.news = news;
    }

    private static Host host(String text) {
        return Host.of(text).orElseThrow();
    }

    @Override
    public OwnIdentity.Material read() throws TrustException {
        Path directory = settings.directory().isPresent() ? settings.directory().get() : usual.directory();
        Authority authority = authority(new AuthorityFiles(directory));
        mayMake = false;
        var hosts = new LinkedHashSet<>(THIS_MACHINE);
        hosts.addAll(settings.hosts());
        var order = new Order(usual.own(), List.copyOf(hosts), Role.BOTH, new Order.Days(settings.days(), true));
        Issued issued = authority.sign(order, clock);
        var own = Identity.of(issued.key(), List.of(issued.certificate()));
        var ours = Trust.of(List.of(authority.certificate()));
        return new OwnIdentity.Material(
                TlsSpec.mutual(own, ours),
                untilAThirdIsLeft(issued.certificate().getNotAfter().toInstant()));
    }

    private Instant untilAThirdIsLeft(Instant end) {
        Instant now = clock.instant();
        Duration wait = Duration.between(now, end).multipliedBy(2).dividedBy(3);
        return now.plus(wait.compareTo(IdentityInFiles.OFTEN) < 0 ? IdentityInFiles.OFTEN : wait);
    }

    private Authority authority(AuthorityFiles files) throws TrustException {
        if (mayMake && !files.present()) {
            try {
                return made(files);
            } catch (TrustException failure) {
                if (!files.present()) throw failure; // else somebody was faster
            }
        }
        if (files.present() && !Files.exists(files.key())) {
            throw new TrustException("there is the certificate of an authority in " + files.directory()
                    + ", and not its key; allowed is to configure the name of an identity that it issued");
        }
        return Authority.open(files);
    }

    private Authority made(AuthorityFiles files) throws TrustException {
        if (!files.none() && !Files.exists(files.key())) {
            throw new TrustException("there is something in " + files.directory()
                    + ", and no authority; allowed is an empty directory, or to make one there by coro cert init");
        }
        String name = usual.authority();
        Authority made = Authority.create(files, name, Usual.DAYS, clock);
        news.accept("made a private authority, '" + name + "', in "
                + files.directory().toAbsolutePath() + "; it is believed by its certificate, "
                + files.certificate().getFileName());
        return made;
    }
}
