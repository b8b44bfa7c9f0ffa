package com.acme.coro.api;

/** What a {@link Coro#resume(Object)} came upon. */
public enum Resumed {
    /** It was suspended or asleep, and continues with the value. */
    WOKEN,
    /** It was doing something else: the value is dropped, and a later suspend will not see it. */
    NOT_SUSPENDED,
    /** It has ended. */
    GONE,
    /** It runs in another process and was told; what it was doing there is not known here. */
    SENT
}
