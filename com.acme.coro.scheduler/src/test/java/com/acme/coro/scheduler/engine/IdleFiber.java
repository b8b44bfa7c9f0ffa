package com.acme.coro.scheduler.engine;

/** A fiber that runs nothing. */
final class IdleFiber extends Fiber {
    final int number;

    IdleFiber(int number) {
        super(null, "f" + number);
        this.number = number;
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
