package com.acme.coro.scheduler.engine;

import com.acme.coro.scheduler.core.Schedules;

/** Fibers that run nothing. */
final class Fibers {
    static final Engine ENGINE = Schedules.engine();

    private Fibers() {}

    private static final class Idle extends Fiber {
        Idle(int number) {
            super(ENGINE, "f" + number);
            turns = number;
        }

        @Override
        public void run() {}

        @Override
        protected boolean ended() {
            return false;
        }

        @Override
        protected void interruptedFromOutside() {}

        @Override
        protected void interrupted() {}

        @Override
        protected void timeUp(Timer timer) {}
    }

    /** A fiber that is told by a number. */
    static Fiber fiber(int number) {
        return new Idle(number);
    }
}
