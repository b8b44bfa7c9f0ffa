package com.acme.coro.examples.hotswap;

/**
 * What is in the till. Both functions belong to one bundle and so share this class: it is handed over as it is.
 *
 * @param purchases how many
 * @param cents how much
 */
record Takings(int purchases, int cents) {
    static final Takings NONE = new Takings(0, 0);

    Takings plus(int paid) {
        return new Takings(purchases + 1, cents + paid);
    }
}
