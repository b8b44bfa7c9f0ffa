package com.acme.coro.scheduler.core;

/** A wait's time limit. All fields are guarded by the {@link Timers} it is in. */
final class Timer {
    final LocalCoro coro;
    /** Which of the coroutine's waits this limits: a timer of a wait that is over does nothing. */
    final int waitNo;

    final long deadline;
    long order;
    /** Place in the heap, -1 outside. */
    int index = -1;

    Timer(LocalCoro coro, int waitNo, long deadline) {
        this.coro = coro;
        this.waitNo = waitNo;
        this.deadline = deadline;
    }

    boolean before(Timer other) {
        long d = deadline - other.deadline;
        return d < 0 || d == 0 && order - other.order < 0;
    }
}
