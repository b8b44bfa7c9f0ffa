package com.acme.coro.api.hotswap;

import java.util.Objects;

/**
 * One version of a bundle, as text: holds nothing of it.
 *
 * @param bundleId the bundle's id
 * @param bundle its symbolic name
 * @param version its version
 * @param hash hexadecimal SHA-256 over its sorted entries without those of directories, each its path in UTF-8, a zero byte
 *     and the SHA-256 of its content; empty if it is not known
 */
public record Revision(long bundleId, String bundle, String version, String hash) {
    /** Refuses null. */
    public Revision {
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(hash, "hash");
    }

    /**
     * As much of the hash as people compare.
     *
     * @return its first eight digits; empty if it is not known
     */
    public String shortHash() {
        return hash.substring(0, Math.min(8, hash.length()));
    }

    @Override
    public String toString() {
        return bundle + " " + version + (hash.isEmpty() ? "" : " (" + shortHash() + ")");
    }
}
