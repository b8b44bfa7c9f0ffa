package com.acme.coro.scheduler.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;

/**
 * A thread of control as an {@link Engine} sees it: it runs while it holds the baton, and gives that up where it waits. What it runs,
 * what it waits for and how it ends are for the subclass.
 *
 * <p>The executor is for own carriers alone: it is what the JDK submits the continuation of the fiber's virtual thread to.
 */
public abstract class Fiber implements Executor, Runnable {
    private static final VarHandle CARRIABLE;

    static {
        try {
            CARRIABLE = MethodHandles.lookup().findVarHandle(Fiber.class, "carriable", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public final Engine engine;

    /** For people, and the name of its thread. */
    public final String name;

    /** Written before the first turn by the thread that gives it; read by every thread. Null until then, and between two bodies. */
    public volatile Thread thread;

    /** Turns it has had. Written by the own thread; read racily by others. */
    public int turns;

    /** Set once, when it is detached. */
    public volatile boolean cutOff;

    /** Why it could not give up the baton; null if it could. Written before cutOff. */
    public Throwable parkFailure;

    /** Link of the run queue that it is in. */
    Fiber next;

    /** Own carriers: what carries the thread on. Written with the thread, by the loop, before the thread starts. */
    Runnable continuation;
    /** Own carriers: the continuation was submitted. Set by any thread; cleared by the thread that runs it. */
    volatile boolean carriable;
    /**
     * Own carriers: it gives up the baton, which it keeps until its thread has come off the loop. Set by the own thread,
     * cleared by the loop with the next turn; read racily by the watchdog.
     */
    boolean givingUp;

    protected Fiber(Engine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    /** Own carriers: the thread is to run, or one that it has started. */
    @Override
    public final void execute(Runnable continuation) {
        engine.submitted(this, continuation);
    }

    /** Sets {@link #carriable}, for the loop that looks at it itself: without the cost of publishing it. */
    final void carriable(boolean submitted) {
        CARRIABLE.setRelease(this, submitted);
    }

    /** Whether it has ended: its thread may still run, outside the scheduler. */
    protected abstract boolean ended();

    /** Its thread waits for a turn and may have been interrupted: the thread finds that itself, but must get a turn to. */
    protected abstract void interruptedFromOutside();

    /** Its thread has found that it was interrupted. On that thread, which holds the baton or waits for it. */
    protected abstract void interrupted();

    /** The deadline of a wait has passed. By the thread that watches the timers. */
    protected abstract void timeUp(Timer timer);
}
