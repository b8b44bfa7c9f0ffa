package com.acme.coro.bench.echo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param port to listen on
 * @param keys a PKCS#12 file and its password, for TLS
 */
public record EchoOptions(int port, Optional<Keys> keys) {
    /** What follows the workload's name. */
    public static final String USAGE = "echo PORT | echo-tls PORT CERT KEY KEYSTORE PASSWORD";

    /**
     * Where the keys are.
     *
     * @param store a PKCS#12 file
     * @param password its password
     */
    public record Keys(Path store, String password) {}

    /**
     * Reads the words of a command line.
     *
     * @param words the workload's name and what follows
     * @return what they say
     * @throws IllegalArgumentException with a sentence that says which of them was wrong
     */
    public static EchoOptions of(List<String> words) {
        boolean tls = words.get(0).equals("echo-tls");
        if (words.size() != (tls ? 6 : 2)) throw new IllegalArgumentException("expected " + USAGE);
        int port = port(words.get(1));
        if (!tls) return new EchoOptions(port, Optional.empty());
        // the certificate and the key are also in the store
        return new EchoOptions(port, Optional.of(new Keys(Path.of(words.get(4)), words.get(5))));
    }

    private static int port(String word) {
        try {
            int port = Integer.parseInt(word);
            if (port >= 1 && port <= 65535) return port;
        } catch (NumberFormatException notANumber) {
            // the sentence below fits that, too
        }
        throw new IllegalArgumentException("PORT must be a whole number within 1..65535: \"" + word + "\"");
    }
}
