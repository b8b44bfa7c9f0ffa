package com.acme.coro.api;

/**
 * The identity of a coroutine, never used twice.
 *
 * @param incarnation which run of which process created the coroutine: random, chosen once when that process starts
 * @param sequence the number of the coroutine within that process, counted from 1
 */
@Transferable
public record CoroId(long incarnation, long sequence) {
    /** The sequence number alone when that is all an operator of one process needs. */
    @Override
    public String toString() {
        return Long.toHexString(incarnation) + "." + sequence;
    }
}
