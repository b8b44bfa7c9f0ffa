package com.acme.coro.scheduler.core;

import java.util.function.Predicate;

/**
 * Selective receive: looks through a mailbox for what is wanted. By the coroutine's own thread, without the lock save for
 * the steps that read the end of the mailbox and take a message: a sender never waits for a search, and a predicate, which
 * is the user's, runs without the lock.
 */
final class MailSearch {
    private MailSearch() {}

    /**
     * The oldest message of a class, or null and then the lock is held. It begins where the last search for that class has
     * ended.
     */
    static Object byType(ReceivingCoro c, Class<?> type) {
        c.lock();
        Mailbox box = c.mailbox;
        if (box == null || box.size() == 0) return null;
        if (type.isInstance(box.first())) return c.removeFirst(box);
        c.unlock();
        return search(c, type, null, box.cursor(type));
    }

    /** The oldest message from a cursor on that a predicate accepts, or null and then the lock is held. */
    static Object byPredicate(ReceivingCoro c, Predicate<Object> wanted, Mailbox.Cursor from) {
        return search(c, null, wanted, from);
    }

    private static Object search(ReceivingCoro c, Class<?> type, Predicate<Object> wanted, Mailbox.Cursor at) {
        while (true) {
            c.lock();
            Mailbox box = c.mailbox;
            if (box == null || box.lookedAtAll(at)) return null;
            box.locate(at);
            Mailbox.Chunk tail = box.tail();
            int end = box.tailEnd();
            c.unlock();
            Object found = searchTo(c, box, tail, end, type, wanted, at);
            if (found != null) return found;
        }
    }

    /** Looks at the messages up to an end; null if none is wanted, or if a predicate has received some itself. */
    private static Object searchTo(
            ReceivingCoro c,
            Mailbox box,
            Mailbox.Chunk tail,
            int end,
            Class<?> type,
            Predicate<Object> wanted,
            Mailbox.Cursor at) {
        long tailBase = tail.base;
        int i = (int) (at.position - at.chunk.base);
        for (Mailbox.Chunk chunk = at.chunk; chunk != null; chunk = chunk.next, i = 0) {
            long base = chunk.base;
            int stop = chunk == tail ? end : chunk.items.length;
            at.chunk = chunk;
            for (; i < stop; i++) {
                Object message = chunk.items[i];
                if (message == null) continue;
                at.position = base + i;
                boolean found = type != null ? type.isInstance(message) : wanted.test(message);
                if (found) {
                    Object taken = take(c, box, chunk, base + i, message);
                    if (taken != null) {
                        at.position = base + i + 1;
                        return taken;
                    }
                }
                if (wanted != null && (chunk.base != base || tail.base != tailBase)) {
                    // it has received itself, and chunks are not where they were
                    at.position = base + i + 1;
                    return null;
                }
            }
            at.position = base + stop;
            if (chunk == tail) return null;
        }
        return null;
    }

    /** Takes a message that was looked at without the lock; null if it is gone meanwhile. */
    private static Object take(ReceivingCoro c, Mailbox box, Mailbox.Chunk chunk, long position, Object message) {
        c.lock();
        c.prepareToRemove(box);
        Object taken = box.takeFrom(chunk, position, message);
        if (taken == null) c.unlock();
        else c.admitted(box);
        return taken;
    }
}
