package com.acme.coro.api;

/** What a coroutine is doing. */
public enum CoroState {
    /** Spawned, before its first turn. */
    NEW,
    /** Has something to do and waits for its turn. */
    READY,
    /** In its turn. */
    RUNNING,
    /** Waits for a message. */
    RECEIVING,
    /** Is suspended or asleep. */
    SUSPENDED,
    /** Waits for something else: a lock, room in a mailbox, another's end, a stage. */
    WAITING,
    /** Its function has made way, and the next version of it has not come yet. */
    BETWEEN,
    /** Its body is over; what it owned is being closed. */
    ENDING,
    /** Has an outcome. */
    ENDED
}
