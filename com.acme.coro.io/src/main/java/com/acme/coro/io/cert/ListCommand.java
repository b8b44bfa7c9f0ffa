package com.acme.coro.io.cert;

import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.Pem;
import com.acme.coro.io.trust.Printable;
import com.acme.coro.io.trust.TrustException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * {@code coro cert list}: what the authority issued.
 *
 * @param here the process
 */
record ListCommand(Surroundings here) {
    private static final String ROW = "%-32s  %-20s  %-13s  %-14s  %s  %s%n";

    int run(List<String> given) throws Usage, TrustException {
        Words words = Words.of(given, Set.of("--dir"), Set.of(), "--dir D and --help");
        if (!words.plain().isEmpty()) {
            throw new Usage(
                    "unknown argument '" + Printable.of(words.plain().get(0)) + "': there are --dir D and --help");
        }
        AuthorityFiles files = here.authority(words.path("--dir"));
        files.authority();
        var all = new ArrayList<Facts>();
        int status = 0;
        for (Path file : files.issued()) {
            try {
                all.add(new Facts(Pem.certificates(file).get(0), here.clock().instant()));
            } catch (TrustException unreadable) {
                here.err().println("coro: cert: " + unreadable.getMessage());
                status = 1;
            }
        }
        all.sort(Comparator.comparing((Facts facts) -> facts.certificate().getNotAfter())
                .thenComparing(Facts::serial));
        here.out().printf(ROW, "SERIAL", "NOT AFTER", "STATE", "FOR", "SUBJECT", "NAMES");
        for (Facts facts : all) {
            here.out()
                    .printf(
                            ROW,
                            facts.serial(),
                            Facts.time(facts.certificate().getNotAfter()),
                            facts.state(),
                            facts.purposes(),
                            facts.subject(),
                            facts.names());
        }
        return status;
    }
}
