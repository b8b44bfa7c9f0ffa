package com.acme.coro.io.trust;

import java.util.List;

/**
 * What is wanted of a certificate.
 *
 * @param name the common name
 * @param hosts what it is for
 * @param role which side of a connection
 * @param days how long it is good for
 */
public record Order(String name, List<Host> hosts, Role role, Days days) {
    /** Copies the list. */
    public Order {
        hosts = List.copyOf(hosts);
    }

    /**
     * How long a certificate is good for.
     *
     * @param days from now on
     * @param atMost whether it may be less, if the authority ends before
     */
    public record Days(int days, boolean atMost) {}
}
