package com.acme.coro.io.trust;

import com.acme.coro.api.io.TlsSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What this process shows to others, and whom it believes: made or read when it is first asked for, and looked after from
 * then on by whoever asks again.
 */
public final class OwnIdentity {
    private final Usual usual;
    private final Clock clock;
    private final Told told;
    /** Held while files are read: by one, who does not wait for anybody. */
    private final ReentrantLock reading = new ReentrantLock();

    private volatile Source source = () -> {
        throw new TrustException("nobody has said yet who this process is");
    };
    // Written under the lock; empty until it was first asked for.
    private volatile Optional<Held> held = Optional.empty();
    // Under the lock: nobody is told the same thing again and again.
    private String complaint = "";

    /**
     * Who is told what nobody asked for.
     *
     * @param news gets a sentence
     * @param complaints gets a sentence
     */
    public record Told(Consumer<String> news, Consumer<String> complaints) {}

    /** Where an identity comes from. */
    interface Source {
        Material read() throws TrustException;
    }

    /**
     * What a source gave.
     *
     * @param spec keys and trust, in memory
     * @param until when it is to be asked again
     */
    record Material(TlsSpec spec, Instant until) {}

    private record Held(Source from, Material material) {}

    /**
     * Is nobody yet.
     *
     * @param usual where things are if settings do not say
     * @param clock says what day it is
     * @param told is told what nobody asked for
     */
    public OwnIdentity(Usual usual, Clock clock, Told told) {
        this.usual = usual;
        this.clock = clock;
        this.told = told;
    }

    private Source source(TrustSettings settings) {
        return settings.identity().isPresent()
                ? new IdentityInFiles(settings, usual, clock)
                : new IdentityOfProcess(settings, usual, clock, told.news());
    }

    /**
     * Cannot be anybody, until it is configured.
     *
     * @param why one sentence
     */
    public void refuse(String why) {
        source = () -> {
            throw new TrustException(why);
        };
    }

    /**
     * Is somebody, or somebody else, from now on; stays who it is if that cannot be. Reads nothing yet.
     *
     * @param settings who to be
     */
    public void configure(TrustSettings settings) {
        source = source(settings);
    }

    /**
     * What to use now.
     *
     * @return an object equal to the last one, unless there is something new
     * @throws TrustException if there was never anything to use; later what fails is told, and what was is used on
     */
    public TlsSpec now() throws TrustException {
        Optional<Held> have = held;
        if (have.isEmpty()) return again();
        if (!current(have.get()) && mine(have.get())) {
            try {
                renew();
            } finally {
                reading.unlock();
            }
        }
        return held.orElseThrow().material().spec();
    }

    /**
     * Asks where it comes from, whether it is time or not.
     *
     * @return what to use now
     * @throws TrustException if that does not work; nothing has changed then
     */
    public TlsSpec again() throws TrustException {
        reading.lock();
        try {
            Source from = source;
            var now = new Held(from, from.read());
            held = Optional.of(now);
            complaint = "";
            return now.material().spec();
        } finally {
            reading.unlock();
        }
    }

    private boolean current(Held have) {
        return have.from() == source && clock.instant().isBefore(have.material().until());
    }

    /** While somebody renews them the old ones are good; those of another configuration are not. */
    private boolean mine(Held have) {
        if (have.from() == source) return reading.tryLock();
        reading.lock();
        return true;
    }

    private void renew() {
        Held have = held.orElseThrow();
        if (current(have)) return; // somebody else did it meanwhile
        Source from = source;
        try {
            held = Optional.of(new Held(from, from.read()));
            complaint = "";
        } catch (TrustException failure) {
            var later = new Material(have.material().spec(), clock.instant().plus(IdentityInFiles.OFTEN));
            held = Optional.of(new Held(from, later));
            String sentence = "this process keeps the keys and certificates that it has: " + failure.getMessage();
            if (sentence.equals(complaint)) return;
            complaint = sentence;
            told.complaints().accept(sentence);
        }
    }
}
