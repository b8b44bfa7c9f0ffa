package com.acme.coro.io.trust;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where this user's authority is, and what it is called, unless somebody says otherwise.
 *
 * @param environment the process's
 * @param user the user's name
 * @param home the user's directory
 */
public record Usual(Map<String, String> environment, String user, String home) {
    /** How long an authority is good for. */
    public static final int DAYS = 3_650;

    /** How long a common name may be: what X.509 allows. */
    public static final int LONGEST_NAME = 64;

    /**
     * What this process has.
     *
     * @return of the environment and the system properties
     */
    public static Usual ofThisProcess() {
        return new Usual(System.getenv(), System.getProperty("user.name", ""), System.getProperty("user.home", ""));
    }

    /**
     * Where the authority is.
     *
     * @return {@code $CORO_HOME/tls}, or {@code ~/.coro/tls}
     * @throws TrustException if {@code CORO_HOME} is no absolute path, or the user has no directory
     */
    public Path directory() throws TrustException {
        String state = environment.getOrDefault("CORO_HOME", "");
        if (!state.isEmpty()) {
            Path directory = path("CORO_HOME", state);
            if (directory.isAbsolute()) return directory.resolve("tls");
            throw new TrustException("CORO_HOME is '" + Printable.of(state)
                    + "', which is another directory for each process; allowed is an absolute path");
        }
        Path own = path("the user's directory", home);
        if (!own.isAbsolute()) { // "?": Java found none
            throw new TrustException("this user has no directory of its own: name one, or set CORO_HOME");
        }
        return own.resolve(".coro").resolve("tls");
    }

    private static Path path(String what, String value) throws TrustException {
        try {
            return Path.of(value);
        } catch (InvalidPathException unfit) {
            throw new TrustException(what + " is not a path: " + Printable.of(unfit.getMessage()), unfit);
        }
    }

    /**
     * What the authority is called.
     *
     * @return a common name
     */
    public String authority() {
        return commonName("Coro authority of ");
    }

    /**
     * What those are called to whom it issues certificates of itself.
     *
     * @return a common name
     */
    public String own() {
        return commonName("Coro of ");
    }

    private String commonName(String before) {
        String name = before + Printable.of(user);
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
    }
}
