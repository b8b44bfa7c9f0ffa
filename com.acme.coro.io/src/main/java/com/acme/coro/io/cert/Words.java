package com.acme.coro.io.cert;

import com.acme.coro.io.trust.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words behind {@code coro cert init} and its like, taken apart.
 *
 * @param plain those that are no options
 * @param options the values of each option that was given, none for one that takes no value
 */
record Words(List<String> plain, Map<String, List<String>> options) {
    /** Takes {@code --option VALUE} and {@code --option=VALUE}. */
    static Words of(List<String> words, Set<String> withValue, Set<String> without, String all) throws Usage {
        var plain = new ArrayList<String>();
        var options = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                plain.add(word);
                continue;
            }
            String option = word.replaceFirst("(?s)=.*", "");
            boolean next = option.equals(word);
            if (withValue.contains(option)) {
                if (next && ++i == words.size()) throw new Usage(option + " needs a value");
                String value = next ? words.get(i) : word.substring(option.length() + 1);
                options.computeIfAbsent(option, first -> new ArrayList<>()).add(value);
            } else if (without.contains(word)) {
                options.putIfAbsent(word, List.of());
            } else {
                throw new Usage("unknown option '" + Printable.of(word) + "': there are " + all);
            }
        }
        return new Words(plain, options);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The value of an option that makes sense once only. */
    Optional<String> one(String option) throws Usage {
        List<String> values = all(option);
        if (values.size() > 1) throw new Usage(option + " is given " + values.size() + " times; allowed is once");
        return values.stream().findFirst();
    }

    Optional<Path> path(String option) throws Usage {
        Optional<String> value = one(option);
        return value.isEmpty() ? Optional.empty() : Optional.of(path(option, value.get()));
    }

    static Path path(String what, String value) throws Usage {
        try {
            if (!value.isEmpty()) return Path.of(value);
        } catch (InvalidPathException unfit) {
            throw new Usage(what + ": not a path: " + Printable.of(unfit.getMessage()));
        }
        throw new Usage(what + ": not a path: ''");
    }

    Optional<Integer> days(int most) throws Usage {
        Optional<String> value = one("--days");
        if (value.isEmpty()) return Optional.empty();
        try {
            int days = Integer.parseInt(value.get());
            if (days >= 1 && days <= most) return Optional.of(days);
        } catch (NumberFormatException none) {
            throw new Usage(daysAre(value.get(), most));
        }
        throw new Usage(daysAre(value.get(), most));
    }

    private static String daysAre(String value, int most) {
        return "--days " + Printable.of(value) + ": allowed are 1 to " + most;
    }
}
