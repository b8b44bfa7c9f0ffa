package com.acme.coro.io.cert;

import com.acme.coro.io.trust.OwnerOnly;
import com.acme.coro.io.trust.Printable;
import com.acme.coro.io.trust.TrustException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A password that is no argument: those are seen by everybody on the machine.
 *
 * @param here the process
 */
record Password(Surroundings here) {
    private static final int SHORTEST = 6; // what Java's keytool asks for

    Optional<String> from(Optional<String> file, Optional<String> variable) throws Usage, TrustException {
        if (file.isPresent() && variable.isPresent()) {
            throw new Usage("a password from a file and from the environment: allowed is one of them");
        }
        if (file.isPresent()) {
            Path path = Words.path("--pkcs12-password-file", file.get());
            return Optional.of(longEnough(firstLine(path), "the first line of " + path));
        }
        if (variable.isEmpty()) return Optional.empty();
        String name = variable.get();
        String value = here.environment().get(name);
        if (value == null) {
            throw new Usage(
                    "--pkcs12-password-env: there is no variable '" + Printable.of(name) + "' in the environment");
        }
        return Optional.of(longEnough(value, "the variable " + name));
    }

    private static String firstLine(Path file) throws TrustException {
        OwnerOnly.check(file, "the password");
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw OwnerOnly.unreadable(file, e);
        }
    }

    /** Does not say what it is. */
    private static String longEnough(String password, String where) throws Usage {
        if (password.length() >= SHORTEST) return password;
        throw new Usage("the password, " + where + ", has " + password.length() + " characters; allowed are " + SHORTEST
                + " and more");
    }
}
