package com.acme.coro.io.net;

import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.EventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A mover without a thread: a scheduler's loop polls it. Each poll is one round of MINA's endless loop, which is left
 * where it would select for the second time. So nothing of it is on any stack between two rounds, and the next may be
 * gone on another thread.
 *
 * <pre>
 * POLLED --the loop has ended, or this is to--> ALONE: MINA's loop runs as it is, on a thread of its own
 * </pre>
 */
final class LoopMover extends Mover implements EventSource {
    /** Leaves MINA's loop, which lets errors through. */
    private static final class RoundOver extends Error {
        private static final long serialVersionUID = 1;

        private RoundOver() {
            super("a round of MINA's loop is over", null, false, false);
        }
    }

    private static final RoundOver ROUND_OVER = new RoundOver();
    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final EventLoop loop;
    private final Rounds rounds;
    private final Links links;

    /** For how long a round may wait, in nanoseconds; -1: this is alone. Of the one who polls. */
    private long nanos = -1;
    /** This round has selected. Of the one who polls. */
    private boolean selected;

    /** A poll waits, or is about to. Written by the one who polls. */
    private volatile boolean asleep;
    /** No poll is to wait. Set by whoever wakes, cleared by a poll that would wait: by no other, which might be too early. */
    private volatile boolean woken;

    private volatile boolean alone;

    LoopMover(EventLoop loop, Rounds rounds, Links links, int readBuffer) {
        super(rounds, readBuffer);
        this.loop = loop;
        this.rounds = rounds;
        this.links = links;
    }

    // ---- polled

    @Override
    public void poll(long atMost) {
        nanos = atMost;
        try {
            Runnable round = rounds.current();
            if (round == null && atMost > 0) {
                moveFor(atMost); // there is no connection: for being woken
                nanos = 0;
                round = rounds.current();
            }
            if (round == null) return;
            selected = false;
            round.run();
            rounds.over(round);
        } catch (RoundOver leftHere) {
            // there are connections
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed: " + e.getMessage(), e);
        } finally {
            nanos = -1;
        }
    }

    @Override
    protected int select(long timeout) throws Exception {
        if (nanos < 0) return super.select(timeout);
        if (selected) throw ROUND_OVER;
        selected = true;
        return moveFor(nanos);
    }

    private int moveFor(long atMost) throws IOException {
        if (atMost == 0) return move(0);
        asleep = true;
        try {
            long millis = Math.min(LONGEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(atMost - 1) + 1);
            return move(woken ? 0 : millis);
        } finally {
            asleep = false;
            woken = false;
        }
    }

    @Override
    public void wakeUp() {
        woken = true;
        if (asleep) selector.wakeup();
    }

    /** As MINA calls it, when it has something for the next round. */
    @Override
    protected void wakeup() {
        wakeupCalled.set(true);
        if (alone) selector.wakeup();
        else wakeUp();
    }

    // ---- alone

    @Override
    public void released() {
        links.forget(loop);
        goOn();
        rounds.whenOver(this::dispose);
    }

    /** Closes what is open, and returns when it is. */
    void end() {
        loop.detach(this);
        goOn();
        dispose();
    }

    private void goOn() {
        alone = true;
        rounds.goOn();
    }
}
