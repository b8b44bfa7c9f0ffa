package com.acme.coro.io.cert;

import com.acme.coro.io.trust.Authority;
import com.acme.coro.io.trust.Host;
import com.acme.coro.io.trust.Issued;
import com.acme.coro.io.trust.Order;
import com.acme.coro.io.trust.Printable;
import com.acme.coro.io.trust.Role;
import com.acme.coro.io.trust.TrustException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code coro cert issue}: makes identities.
 *
 * @param here the process
 */
record IssueCommand(Surroundings here) {
    private static final int USUAL_DAYS = 365;
    private static final int MOST_DAYS = 3_650;
    /** A common name has at most 64 characters, and a name here is that of a file, too. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final String PASSWORD_FILE = "--pkcs12-password-file";
    private static final String PASSWORD_ENV = "--pkcs12-password-env";
    private static final String ALL = "--host H, --server, --client, --days N, --out D, " + PASSWORD_FILE + " F, "
            + PASSWORD_ENV + " V, --dir D and --help";

    private record Wanted(Order order, Issued.Files files) {}

    int run(List<String> given) throws Usage, TrustException {
        Words words = Words.of(
                given,
                Set.of("--host", "--days", "--out", PASSWORD_FILE, PASSWORD_ENV, "--dir"),
                Set.of("--server", "--client"),
                ALL);
        List<Wanted> all = wanted(words);
        Authority authority = Authority.open(here.authority(words.path("--dir")));
        for (Wanted each : all) refuseWhatIsThere(each.files());
        for (Wanted each : all) {
            Issued issued = authority.issue(each.order(), here.clock());
            try {
                issued.write(each.files());
            } catch (TrustException failure) {
                authority.takeBack(issued, failure);
                throw failure;
            }
            tell(each, issued);
        }
        return 0;
    }

    private void tell(Wanted wanted, Issued issued) {
        var facts = new Facts(issued.certificate(), here.clock().instant());
        String files = String.join(
                ", ", wanted.files().all().stream().map(file -> file.toString()).toList());
        here.out()
                .println(wanted.order().name() + ": " + files + " (" + facts.purposes() + "; "
                        + (facts.names().isEmpty() ? "no host" : facts.names()) + "; until "
                        + Facts.time(issued.certificate().getNotAfter()) + "; serial " + facts.serial() + ")");
    }

    private List<Wanted> wanted(Words words) throws Usage, TrustException {
        if (words.plain().isEmpty()) throw new Usage("which NAME? coro cert issue --help tells more");
        if (words.has("--server") && words.has("--client")) {
            throw new Usage("--server and --client: allowed is one of them; without either a certificate is for both");
        }
        Role role = words.has("--server") ? Role.SERVER : words.has("--client") ? Role.CLIENT : Role.BOTH;
        var hosts = new ArrayList<Host>();
        for (String host : words.all("--host")) {
            hosts.add(Host.of(host)
                    .orElseThrow(() -> new Usage("--host '" + Printable.of(host)
                            + "': allowed are host names of letters, digits, - and ., *. before one, and IP"
                            + " addresses")));
        }
        Optional<Integer> days = words.days(MOST_DAYS);
        var period = new Order.Days(days.orElse(USUAL_DAYS), days.isEmpty());
        Optional<String> password = new Password(here).from(words.one(PASSWORD_FILE), words.one(PASSWORD_ENV));
        Path out = words.path("--out").orElse(Path.of(""));
        if (!Files.isDirectory(out)) throw new Usage("--out: there is no directory '" + out + "'");
        var all = new ArrayList<Wanted>();
        var names = new HashSet<String>();
        for (String name : words.plain()) {
            if (!names.add(name.toLowerCase(Locale.ROOT))) throw new Usage("'" + name + "' is named twice");
            Order order = new Order(checked(name), hosts(name, hosts, role), role, period);
            all.add(new Wanted(order, files(out, name, password)));
        }
        return all;
    }

    private static String checked(String name) throws Usage {
        if (NAME.matcher(name).matches()) return name;
        throw new Usage("NAME '" + Printable.of(name)
                + "': allowed are 1 to 64 letters, digits, ., _ and -, the first a letter or a digit");
    }

    /** The name itself, if it can be a host's, and those that were given. */
    private static List<Host> hosts(String name, List<Host> given, Role role) throws Usage {
        var hosts = new LinkedHashSet<Host>();
        Host.of(name).ifPresent(hosts::add);
        hosts.addAll(given);
        if (hosts.isEmpty() && role != Role.CLIENT) {
            throw new Usage("'" + name + "' can be no host's name, and a server's certificate needs one: add --host H,"
                    + " or --client");
        }
        return List.copyOf(hosts);
    }

    private static Issued.Files files(Path out, String name, Optional<String> password) {
        return new Issued.Files(
                out.resolve(name + ".crt"),
                out.resolve(name + ".key"),
                password.map(secret -> new Issued.Pkcs12(out.resolve(name + ".p12"), secret)));
    }

    /** Before anything is made. */
    private static void refuseWhatIsThere(Issued.Files files) throws TrustException {
        for (Path file : files.all()) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new TrustException(file + " is there already, and is not written over; nothing was issued");
            }
        }
    }
}
