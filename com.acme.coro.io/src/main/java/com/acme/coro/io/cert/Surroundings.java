package com.acme.coro.io.cert;

import com.acme.coro.io.trust.AuthorityFiles;
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
        return new AuthorityFiles(directory.isPresent() ? directory.get() : usual());
    }

    private Path usual() throws Usage {
        String state = environment.getOrDefault("CORO_HOME", "");
        if (!state.isEmpty()) return Words.path("CORO_HOME", state).resolve("tls");
        Path own = Words.path("the user's directory", home);
        if (!own.isAbsolute()) { // "?": Java found none
            throw new Usage("this user has no directory of its own: give --dir D, or set CORO_HOME");
        }
        return own.resolve(".coro").resolve("tls");
    }
}
