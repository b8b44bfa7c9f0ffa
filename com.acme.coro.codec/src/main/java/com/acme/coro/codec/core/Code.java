package com.acme.coro.codec.core;

/** What the lists in the bytes begin with. Numbers below 40 are those of {@link Scalar}; none is ever given anew. */
final class Code {
    static final int OPTIONAL = 40;
    static final int LIST = 41;
    static final int LINKED_LIST = 42;
    static final int FIXED_LIST = 43;
    static final int SET = 44;
    static final int FIXED_SET = 45;
    static final int SORTED_SET = 46;
    static final int DEQUE = 47;
    static final int MAP = 48;
    static final int FIXED_MAP = 49;
    static final int SORTED_MAP = 50;
    static final int CONCURRENT_MAP = 51;
    static final int ARRAY = 52;
    static final int PRIMITIVES = 53;
    /** A text with half a surrogate pair, which UTF-8 has no bytes for: as UTF-16. */
    static final int UTF16_TEXT = 54;

    static final int RECORD = 60;
    static final int ENUM = 61;
    static final int HANDLE = 62;
    static final int CORO = 63;
    static final int CHANNEL = 64;

    private Code() {}
}
