package com.acme.coro.io.cert;

import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.TrustException;
import com.acme.coro.io.trust.Usual;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the command takes from its process.
 *
 * @param environment the environment
 * @param user the user's name
 * @param home the user's directory
 * @param clock says what day it is
 * @param out standard output
 * @param err standard error
 */
record Surroundings(
        Map<String, String> environment, String user, String home, Clock clock, PrintStream out, PrintStream err) {
    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                System.getProperty("user.name", ""),
                System.getProperty("user.home", ""),
                Clock.systemUTC(),
                System.out,
                System.err);
    }

    /** The authority in a directory that was given, or this user's. */
    AuthorityFiles authority(Optional<Path> directory) throws Usage {
        return new AuthorityFiles(directory.isPresent() ? directory.get() : directory());
    }

    private Path directory() throws Usage {
        try {
            return usual().directory();
        } catch (TrustException none) {
            throw new Usage(none.getMessage());
        }
    }

    Usual usual() {
        return new Usual(environment, user, home);
    }
}
