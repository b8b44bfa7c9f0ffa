package com.acme.coro.bench.swap;

import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What {@code coro bench swap} is to do.
 *
 * @param updates how many updates are measured
 * @param rate messages in a second
 * @param stateBytes how much state each version hands to the next
 * @param crowd how many more coroutines of the same function are swapped along
 * @param peakMb tells the process's largest memory
 */
public record SwapOptions(int updates, int rate, int stateBytes, int crowd, DoubleSupplier peakMb) {
    /** How it is called. */
    public static final String USAGE = "swap N [--rate R] [--state BYTES] [--crowd C]";

    private static final int MOST_UPDATES = 1_000_000;
    private static final int MOST_RATE = 1_000_000;
    private static final int MOST_STATE = 8 << 20;
    private static final int MOST_CROWD = 1_000_000;

    /**
     * Reads the words behind {@code swap}.
     *
     * @param words the words
     * @param peakMb tells the process's largest memory
     * @return the options
     * @throws IllegalArgumentException with a sentence that says which word was wrong
     */
    public static SwapOptions of(List<String> words, DoubleSupplier peakMb) {
        int updates = 0;
        int rate = 1000;
        int state = 0;
        int crowd = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--rate" -> rate = number("--rate", after(words, i++), 1, MOST_RATE);
                case "--state" -> state = number("--state", after(words, i++), 0, MOST_STATE);
                case "--crowd" -> crowd = number("--crowd", after(words, i++), 0, MOST_CROWD);
                default -> {
                    if (word.startsWith("--")) {
                        throw new IllegalArgumentException(
                                "unknown option \"" + word + "\": there are --rate, --state and --crowd");
                    }
                    if (updates != 0) throw new IllegalArgumentException("expected " + USAGE);
                    updates = number("N", word, 1, MOST_UPDATES);
                }
            }
        }
        if (updates == 0) throw new IllegalArgumentException("expected " + USAGE);
        return new SwapOptions(updates, rate, state, crowd, peakMb);
    }

    private static String after(List<String> words, int i) {
        if (i + 1 == words.size()) throw new IllegalArgumentException(words.get(i) + " needs a value");
        return words.get(i + 1);
    }

    private static int number(String what, String word, int least, int most) {
        try {
            int n = Integer.parseInt(word);
            if (n >= least && n <= most) return n;
        } catch (NumberFormatException notANumber) {
            // falls through to the sentence below, which fits both
        }
        throw new IllegalArgumentException(
                what + " must be a whole number within " + least + ".." + most + ": \"" + word + "\"");
    }
}
