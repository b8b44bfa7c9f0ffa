package com.acme.coro.io.cert;

import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.Pem;
import com.acme.coro.io.trust.Printable;
import com.acme.coro.io.trust.TrustException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * {@code coro cert show}: what a certificate tells.
 *
 * @param here the process
 */
record ShowCommand(Surroundings here) {
    int run(List<String> given) throws Usage, TrustException {
        Words words = Words.of(given, Set.of("--dir"), Set.of(), "--dir D and --help");
        if (words.plain().size() != 1) {
            throw new Usage(
                    "show needs one FILE or SERIAL, and got " + words.plain().size());
        }
        AuthorityFiles files = here.authority(words.path("--dir"));
        boolean first = true;
        for (X509Certificate each : Pem.certificates(file(words.plain().get(0), files))) {
            if (!first) here.out().println();
            first = false;
            show(new Facts(each, here.clock().instant()), files);
        }
        return 0;
    }

    private static Path file(String word, AuthorityFiles files) throws Usage, TrustException {
        Path file = Words.path("FILE", word);
        if (Files.exists(file)) return file;
        List<Path> issued = word.matches("[0-9A-Fa-f]+") ? files.issued(word) : List.of();
        if (issued.size() == 1) return issued.get(0);
        throw new TrustException(
                issued.isEmpty()
                        ? "there is neither a file '" + Printable.of(word)
                                + "' nor a certificate of that serial number in " + files.directory()
                        : "the serial numbers of " + issued.size() + " certificates in " + files.directory()
                                + " begin with " + word + "; allowed is one more digit, or all");
    }

    private void show(Facts facts, AuthorityFiles files) throws TrustException {
        String names = facts.names();
        String left = facts.expired() ? "" : ", " + facts.daysLeft() + " days left";
        line("subject", facts.subject());
        line("issuer", facts.issuer());
        line("serial", facts.serial());
        line("for", facts.purposes());
        line("names", names.isEmpty() ? "none" : names);
        line("not before", Facts.time(facts.certificate().getNotBefore()));
        line("not after", Facts.time(facts.certificate().getNotAfter()));
        line("state", facts.state() + left);
        line("key", facts.key());
        line("signed by", signer(facts, files));
        try {
            line("SHA-256", facts.fingerprint());
        } catch (GeneralSecurityException e) {
            throw new TrustException("the certificate cannot be read: " + e.getMessage(), e);
        }
    }

    private static String signer(Facts facts, AuthorityFiles files) throws TrustException {
        if (!files.present()) return "unknown: there is no authority in " + files.directory();
        boolean ours = facts.signedBy(files.authority());
        return (ours ? "the authority in " : "somebody else than the authority in ") + files.directory();
    }

    private void line(String what, String value) {
        PrintStream out = here.out();
        out.println((what + " ".repeat(12)).substring(0, 12) + value);
    }
}
