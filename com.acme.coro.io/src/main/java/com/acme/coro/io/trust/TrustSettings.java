package com.acme.coro.io.trust;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who this process is to be.
 *
 * @param directory the authority's; empty: where it usually is
 * @param identity the name of an identity in that directory; empty: the authority issues one
 * @param hosts what this machine is reached by beside localhost
 * @param days how long what the authority issues is good for
 */
public record TrustSettings(Optional<Path> directory, Optional<String> identity, List<Host> hosts, int days) {
    private static final int MOST_DAYS = 3_650;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * Checks, and copies the list.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TrustSettings {
        hosts = List.copyOf(hosts);
        if (directory.filter(path -> !path.isAbsolute()).isPresent()) {
            throw new IllegalArgumentException("directory must be an absolute path: directory="
                    + Printable.of(directory.get().toString()));
        }
        if (identity.filter(name -> !NAME.matcher(name).matches()).isPresent()) {
            throw new IllegalArgumentException("identity must have 1 to 64 letters, digits, ., _ and -, the first a"
                    + " letter or a digit: identity=" + Printable.of(identity.get()));
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("identity.days must be within 1.." + MOST_DAYS + ": " + days);
        }
    }

    /**
     * As somebody wrote it.
     *
     * @param directory a path, or nothing
     * @param identity a name, or nothing
     * @param hosts names and addresses with commas between them, or nothing
     * @param days how many
     * @return settings
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static TrustSettings of(String directory, String identity, String hosts, int days) {
        return new TrustSettings(
                Optional.of(directory.strip()).filter(d -> !d.isEmpty()).map(TrustSettings::path),
                Optional.of(identity.strip()).filter(i -> !i.isEmpty()),
                hosts(hosts),
                days);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException unfit) {
            throw new IllegalArgumentException("directory is not a path: " + Printable.of(unfit.getMessage()), unfit);
        }
    }

    private static List<Host> hosts(String text) {
        var hosts = new ArrayList<Host>();
        for (String each : text.split(",")) {
            if (each.isBlank()) continue;
            hosts.add(Host.of(each.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "hosts must be host names and IP addresses, with commas between them: "
                                    + Printable.of(each.strip()))));
        }
        return hosts;
    }
}
