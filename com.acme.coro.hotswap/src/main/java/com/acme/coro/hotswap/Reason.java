package com.acme.coro.hotswap;

/**
 * Why coroutines of a bundle did not go on as they were to. Decisions rest on the kind; the text is for display.
 *
 * @param kind what it means
 * @param text a part of a sentence; empty for none
 */
record Reason(Kind kind, String text) {
    /** What a reason means. */
    enum Kind {
        /** There is nothing to explain. */
        NONE,
        /** Nobody was there any more who could go on. */
        NOBODY_LEFT,
        /** Something went wrong. */
        FAILURE
    }

    static final Reason NONE = new Reason(Kind.NONE, "");
    static final Reason NOBODY_MADE_WAY = new Reason(Kind.NOBODY_LEFT, "no coroutine made way");
    static final Reason ALL_HAD_ENDED = new Reason(Kind.NOBODY_LEFT, "all had ended while they waited");

    static Reason failure(String text) {
        return new Reason(Kind.FAILURE, text);
    }
}
