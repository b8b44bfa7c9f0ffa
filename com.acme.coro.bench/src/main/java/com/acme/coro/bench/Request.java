package com.acme.coro.bench;

import com.acme.coro.api.standalone.Carrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param workload which
 * @param n how much
 * @param carrier which threads are to carry the coroutines; empty for whatever the default scheduler has
 */
record Request(Workload workload, int n, Optional<Carrier> carrier) {
    static final String USAGE = "WORKLOAD N [--carrier jvm|own]";

    // More would not fit the arrays that the figures are kept in.
    static final int MOST = 100_000_000;

    /**
     * Reads the words of a command line.
     *
     * @throws Usage with a sentence that says which of them was wrong
     */
    static Request of(List<String> words) throws Usage {
        var plain = new ArrayList<String>();
        Optional<Carrier> carrier = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--carrier")) {
                if (++i == words.size()) throw new Usage("--carrier needs a value: jvm or own");
                carrier = Optional.of(carrier(words.get(i)));
            } else if (word.startsWith("--carrier=")) {
                carrier = Optional.of(carrier(word.substring("--carrier=".length())));
            } else if (word.startsWith("--")) {
                throw new Usage("unknown option \"" + word + "\": there are --carrier and --help");
            } else {
                plain.add(word);
            }
        }
        if (plain.size() != 2) throw new Usage("expected " + USAGE + ", where WORKLOAD is one of " + Workload.words());
        var workload = Workload.called(plain.get(0));
        if (workload.isEmpty()) {
            throw new Usage("unknown workload \"" + plain.get(0) + "\": there are " + Workload.words());
        }
        return new Request(workload.get(), number(plain.get(1)), carrier);
    }

    private static Carrier carrier(String word) throws Usage {
        return switch (word) {
            case "jvm" -> Carrier.JVM;
            case "own" -> Carrier.OWN;
            default -> throw new Usage("--carrier must be jvm or own: \"" + word + "\"");
        };
    }

    private static int number(String word) throws Usage {
        try {
            int n = Integer.parseInt(word);
            if (n >= 1 && n <= MOST) return n;
        } catch (NumberFormatException notANumber) {
            // falls through to the sentence below, which fits both
        }
        throw new Usage("N must be a whole number within 1.." + MOST + ": \"" + word + "\"");
    }

    /** The command line was wrong; the message says how, in one line. */
    static final class Usage extends Exception {
        private static final long serialVersionUID = 1L;

        Usage(String message) {
            super(message);
        }
    }
}
