package com.acme.coro.launcher.inside;

/** Reads commands and has them run, on a thread of its own, until it is closed or there are no more. */
interface CommandSource extends Runnable, AutoCloseable {
    /** From any thread; does not wait for a command that runs. */
    @Override
    void close();
}
