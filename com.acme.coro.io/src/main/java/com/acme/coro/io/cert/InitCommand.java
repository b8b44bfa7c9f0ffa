package com.acme.coro.io.cert;

import com.acme.coro.io.trust.Authority;
import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.Printable;
import com.acme.coro.io.trust.TrustException;
import com.acme.coro.io.trust.Usual;
import java.util.List;
import java.util.Set;

/**
 * {@code coro cert init}: makes an authority.
 *
 * @param here the process
 */
record InitCommand(Surroundings here) {
    private static final int MOST_DAYS = 7_300;

    int run(List<String> given) throws Usage, TrustException {
        Words words = Words.of(
                given, Set.of("--dir", "--name", "--days"), Set.of(), "--dir D, --name CN, --days N and --help");
        if (!words.plain().isEmpty()) {
            throw new Usage("unknown argument '" + Printable.of(words.plain().get(0))
                    + "': there are --dir D, --name CN, --days N and --help");
        }
        String name = words.one("--name").orElseGet(() -> here.usual().authority());
        if (name.isBlank()
                || name.length() > Usual.LONGEST_NAME
                || !Printable.of(name).equals(name)) {
            throw new Usage("--name '" + Printable.of(name) + "': allowed are 1 to " + Usual.LONGEST_NAME
                    + " characters that can be printed");
        }
        int days = words.days(MOST_DAYS).orElse(Usual.DAYS);
        AuthorityFiles files = here.authority(words.path("--dir"));
        Authority made = Authority.create(files, name, days, here.clock());
        here.out()
                .println("authority '" + name + "' in " + files.directory() + ", until "
                        + Facts.time(made.certificate().getNotAfter()) + "; it is believed by its certificate, "
                        + files.certificate());
        return 0;
    }
}
