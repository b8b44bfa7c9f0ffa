package com.acme.coro.scheduler.osgi;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** A symbolic name of bundles, in which * stands for any characters. */
final class BundlePattern {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.*-]+");

    private final String text;
    private final Pattern compiled;

    private BundlePattern(String text) {
        this.text = text;
        this.compiled = Pattern.compile(text.replace(".", "\\.").replaceAll("\\*+", ".*"));
    }

    /**
     * What a configuration names: each element one, or several with commas between them.
     *
     * @throws IllegalArgumentException if one is no symbolic name
     */
    static List<BundlePattern> of(String... configured) {
        return Arrays.stream(configured)
                .flatMap(element -> Arrays.stream(element.split(",", -1)))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .map(BundlePattern::checked)
                .toList();
    }

    private static BundlePattern checked(String text) {
        if (ALLOWED.matcher(text).matches()) return new BundlePattern(text);
        throw new IllegalArgumentException(
                "bundles must be symbolic names, with * for any characters: bundles=" + text);
    }

    boolean matches(String symbolicName) {
        return compiled.matcher(symbolicName).matches();
    }

    /** How many characters it says exactly. */
    int literals() {
        return text.replace("*", "").length();
    }

    @Override
    public String toString() {
        return text;
    }
}
