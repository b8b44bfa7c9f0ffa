package com.acme.coro.io.net;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** What MINA gives to its thread, kept for whoever goes through it round by round; later run by a thread after all. */
final class Rounds implements Executor {
    private final ThreadFactory threads;

    // guarded by this
    private Runnable kept;
    private boolean threaded;
    private int running;
    private Runnable whenOver;

    Rounds(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public synchronized void execute(Runnable named) {
        Runnable loop = ThreadNames.bare(named); // of a thread that is not MINA's to name
        if (threaded) start(loop);
        else kept = loop;
    }

    /** What to go through; null if there is nothing to do. */
    synchronized Runnable current() {
        return kept;
    }

    /** It has come to its end. */
    synchronized void over(Runnable loop) {
        if (kept == loop) kept = null; // or there is already another
    }

    /** Runs it by a thread from now on. */
    synchronized void goOn() {
        if (threaded) return;
        threaded = true;
        if (kept != null) start(kept);
        kept = null;
    }

    /** Does something when nothing runs. */
    void whenOver(Runnable what) {
        synchronized (this) {
            if (running > 0) {
                whenOver = what;
                return;
            }
        }
        what.run();
    }

    private void start(Runnable loop) {
        running++;
        threads.newThread(() -> run(loop)).start();
    }

    private void run(Runnable loop) {
        try {
            loop.run();
        } finally {
            Runnable then = ended();
            if (then != null) then.run();
        }
    }

    private synchronized Runnable ended() {
        if (--running > 0) return null;
        Runnable then = whenOver;
        whenOver = null;
        return then;
    }
}
