package com.acme.coro.scheduler.engine;

/** A wait's time limit. All fields are guarded by the {@link Timers} it is in. */
public class Timer {
    final Fiber fiber;
    /** Which of the coroutine's waits this limits: a timer of a wait that is over does nothing. */
    public final int waitNo;

    final long deadline;
    long order;
    /** Place in the heap, -1 outside. */
    int index = -1;

    public Timer(Fiber fiber, int waitNo, long deadline) {
        this.fiber = fiber;
        this.waitNo = waitNo;
        this.deadline = deadline;
    }

    boolean before(Timer other) {
        long d = deadline - other.deadline;
        return d < 0 || d == 0 && order - other.order < 0;
    }
}
