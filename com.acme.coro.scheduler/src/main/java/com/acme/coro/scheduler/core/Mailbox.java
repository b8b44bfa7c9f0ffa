package com.acme.coro.scheduler.core;

import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one coroutine, oldest first, in linked chunks. Guarded by the coroutine's lock, save where it says
 * otherwise.
 *
 * <p>Every message has a position, a number that grows from message to message and never changes. A message that is taken
 * from the middle leaves a hole; a chunk of holes only is unlinked. So taking a message costs the same wherever it is, and
 * a position up to which a receive has looked stays valid: {@link Cursor}.
 *
 * <p>The coroutine's own thread is the only one that takes messages while the coroutine lives. It reads chunks without the
 * lock, up to an end that it has read with the lock; senders only write behind that end.
 */
public final class Mailbox {
    /** Where no chunk is: the base of one that is not linked. */
    private static final long UNLINKED = Long.MIN_VALUE;
    /** A hole costs a slot, so chunks are small: one message may keep a whole chunk. */
    private static final int FULL = 128;

    private static final int FIRST = 4;
    /** For how many types the position of the next look is remembered. */
    private static final int TYPES = 8;

    /** Some places for messages; null where a message was taken, and where none was put yet. */
    static final class Chunk {
        final Object[] items;
        Chunk next;
        Chunk previous;
        /** The position of the first item. */
        long base;
        /** How many items were taken while this was not the first chunk. */
        int holes;

        Chunk(int length) {
            items = new Object[length];
        }

        private boolean hollow() {
            return holes == items.length;
        }

        /** It is not the first chunk any more. */
        private void recount(int used) {
            holes = 0;
            for (int i = 0; i < used; i++) if (items[i] == null) holes++;
        }
    }

    /** A position: what is before it has been looked at. Of the coroutine's own thread. */
    static class Cursor {
        /** The chunk of the position, unless that was unlinked meanwhile; null if it has to be looked for. */
        Chunk chunk;

        long position;
    }

    /** Before this position there is no message of that type. */
    private static final class TypeCursor extends Cursor {
        final Class<?> type;

        TypeCursor(Class<?> type) {
            this.type = type;
        }
    }

    /** A message that was taken out, and the position it had. */
    record Taken(Object message, long position) {}

    /** 0 for none. */
    final int bound;

    private Chunk head;
    private Chunk tail;
    /** The items of the head, which every receive takes from. */
    private Object[] oldest;
    /** The items of the tail, which every send puts into. */
    private Object[] newest;
    /** The oldest message's index in the head; while there is none, that of the next to come. */
    private int start;
    /** The index in the tail where the next message is put. */
    private int end;

    private int size;
    /** From which size on it is to be reported next. */
    private int deep;
    /** Follows the tail when that is full; null if one has to be made then, outside the lock. */
    private Chunk spare;

    /** Those that wait for room. Null until one does. */
    private RoomWaiters waiters;

    /** Where the next look for a type begins, null for none. Of the coroutine's own thread. */
    private TypeCursor[] types;
    /** How often a message was put in before the end: what was remembered of positions is wrong then. */
    private int restored;

    Mailbox(int bound, int deep) {
        this.bound = bound;
        this.deep = deep;
        Chunk first = new Chunk(FIRST);
        beginAt(first);
        endAt(first);
    }

    /** Whether its depth is to be reported now: at a limit that doubles each time. */
    boolean isDeep() {
        if (size < deep) return false;
        deep = size > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : size * 2;
        return true;
    }

    public int size() {
        return size;
    }

    boolean full() {
        return bound > 0 && size >= bound;
    }

    /** The position of the next message to come. */
    long end() {
        return tail.base + end;
    }

    int restored() {
        return restored;
    }

    // ---- putting in

    /** Whether a message can be added without memory for it. */
    boolean roomy() {
        return end < newest.length || spare != null;
    }

    /** How long the chunk must be that {@link #offer} gets. Without the lock: any length will do. */
    int nextLength() {
        return Math.min(FULL, tail.items.length * 4);
    }

    /** Memory for the next message, which was made outside the lock. */
    void offer(Chunk memory) {
        if (spare == null) spare = memory;
    }

    /** Adds a message; it must be {@link #roomy}. */
    void add(Object message) {
        if (end == newest.length) extend();
        newest[end++] = message;
        size++;
    }

    private void extend() {
        Chunk next = spare;
        spare = null;
        next.base = tail.base + tail.items.length;
        next.previous = tail;
        tail.next = next;
        endAt(next);
        end = 0;
    }

    private void beginAt(Chunk c) {
        head = c;
        oldest = c.items;
    }

    private void endAt(Chunk c) {
        tail = c;
        newest = c.items;
    }

    // ---- taking out

    /** The oldest message; there must be one. */
    Object first() {
        return oldest[start];
    }

    /** Takes the oldest message; there must be one. */
    Object take() {
        Object[] items = oldest;
        int i = start;
        Object message = items[i];
        items[i] = null;
        if (--size == 0) {
            emptied();
        } else {
            start = ++i;
            if (i == items.length || items[i] == null) toNext();
        }
        return message;
    }

    /** From a hole, or the end of a chunk, to the next message. */
    private void toNext() {
        Chunk c = head;
        int i = start;
        while (true) {
            while (i < c.items.length && c.items[i] == null) i++;
            if (i < c.items.length) break;
            Chunk next = c.next;
            drop(c);
            c = next;
            i = 0;
        }
        c.previous = null;
        beginAt(c);
        start = i;
    }

    /** There is no message left: the last chunk is used from its beginning. */
    private void emptied() {
        while (head != tail) {
            Chunk next = head.next;
            drop(head);
            head = next;
        }
        beginAt(tail);
        tail.base += end;
        tail.previous = null;
        tail.holes = 0;
        start = 0;
        end = 0;
        types = null;
    }

    /** A chunk that has no messages any more, and is not linked any more. */
    private void drop(Chunk c) {
        c.next = null;
        c.previous = null;
        c.base = UNLINKED;
        c.holes = 0;
        if (spare == null && c.items.length == FULL) spare = c;
    }

    /** Takes the message at a place out; the rest keep their order. */
    private Object remove(Chunk c, int i) {
        if (c == head && i == start) return take();
        Object message = c.items[i];
        c.items[i] = null;
        size--;
        c.holes++;
        if (c != head) {
            // the one before may have become hollow while it was the last
            Chunk before = c.previous;
            if (before != head && before.hollow()) unlink(before);
            if (c != tail && c.hollow()) unlink(c);
        }
        return message;
    }

    private void unlink(Chunk c) {
        Chunk next = c.next;
        c.previous.next = next;
        next.previous = c.previous;
        if (types != null) {
            for (TypeCursor t : types) {
                if (t == null || t.chunk != c) continue;
                t.chunk = next;
                t.position = next.base;
            }
        }
        drop(c);
    }

    // ---- looking, by the own thread

    /** Whether a look from a cursor on has nothing to look at. */
    boolean lookedAtAll(Cursor from) {
        return size == 0 || from.position >= end();
    }

    /** Makes a cursor, which stands before the end, find its chunk. */
    void locate(Cursor at) {
        long first = head.base + start;
        if (at.position <= first) {
            at.chunk = head;
            at.position = first;
            return;
        }
        Chunk c = at.chunk;
        boolean known = c != null && c.base != UNLINKED && at.position >= c.base;
        if (!known || at.position > c.base + c.items.length) {
            c = tail;
            while (c != head && at.position < c.base) c = c.previous;
        }
        if (at.position >= c.base + c.items.length) { // between two chunks
            c = c.next;
            at.position = c.base;
        }
        at.chunk = c;
    }

    Chunk tail() {
        return tail;
    }

    int tailEnd() {
        return end;
    }

    /** Takes a message if it is still at its place; null if it is not. */
    Object takeFrom(Chunk c, long position, Object message) {
        long i = position - c.base;
        return c.base != UNLINKED && i >= 0 && i < c.items.length && c.items[(int) i] == message
                ? remove(c, (int) i)
                : null;
    }

    /** The message at a place; null if it is not there any more. */
    static Object at(Chunk c, long position) {
        long i = position - c.base;
        return c.base != UNLINKED && i >= 0 && i < c.items.length ? c.items[(int) i] : null;
    }

    /** Where the next look for a type begins; remembered for the last few types. Without the lock. */
    Cursor cursor(Class<?> type) {
        TypeCursor[] all = types;
        if (all == null) all = types = new TypeCursor[TYPES];
        int i = 0;
        while (i < TYPES - 1 && all[i] != null && all[i].type != type) i++;
        TypeCursor found = all[i];
        if (found == null || found.type != type) found = new TypeCursor(type);
        // the last one used comes first, and the one that was not used for longest is forgotten
        System.arraycopy(all, 0, all, 1, i);
        all[0] = found;
        return found;
    }

    /** Lets go of the classes that it remembers: they are not needed any more, or are about to go. */
    void forgetTypes() {
        types = null;
    }

    /**
     * Puts a message back to the position it had; the rest keep their order.
     *
     * @param memory a chunk that was made outside the lock
     */
    void putBack(Taken taken, Chunk memory) {
        long position = taken.position();
        Chunk behind = tail;
        while (behind != head && position < behind.base) behind = behind.previous;
        long i = position - behind.base;
        if (i >= 0 && i < behind.items.length) {
            behind.items[(int) i] = taken.message();
            if (behind != head) behind.holes--;
            else start = (int) Math.min(start, i);
        } else {
            memory.items[0] = taken.message();
            memory.base = position;
            memory.holes = memory.items.length - 1;
            link(memory, i < 0 ? null : behind);
        }
        size++;
        restored++;
        if (types == null) return;
        for (TypeCursor t : types) {
            if (t == null || t.position <= position) continue;
            t.chunk = null;
            t.position = position;
        }
    }

    /** Links a chunk behind another, or (null) before all. */
    private void link(Chunk c, Chunk behind) {
        Chunk next = behind == null ? head : behind.next;
        c.previous = behind;
        c.next = next;
        next.previous = c;
        if (behind == null) {
            next.recount(next == tail ? end : next.items.length);
            beginAt(c);
            start = 0;
        } else {
            behind.next = c;
        }
    }

    /** The memory that {@link #putBack} takes. */
    static Chunk forOne() {
        return new Chunk(1);
    }

    // ---- all of them, for a swap

    /** The messages from the so-many-th on, the oldest first. */
    public List<Object> from(int place) {
        if (place >= size) return List.of();
        var all = new ArrayList<Object>(size - place);
        int n = 0;
        int i = start;
        for (Chunk c = head; c != null; c = c.next) {
            int stop = c == tail ? end : c.items.length;
            for (; i < stop; i++) {
                if (c.items[i] != null && n++ >= place) all.add(c.items[i]);
            }
            i = 0;
        }
        return all;
    }

    /** Puts others into the place of all messages. Allocates, but before anything is changed. */
    public void replace(List<Object> others) {
        Chunk first = new Chunk(FIRST);
        first.base = end();
        Chunk last = first;
        int n = 0;
        for (Object o : others) {
            if (n == last.items.length) {
                var next = new Chunk(FULL);
                next.base = last.base + last.items.length;
                next.previous = last;
                last.next = next;
                last = next;
                n = 0;
            }
            last.items[n++] = o;
        }
        beginAt(first);
        start = 0;
        endAt(last);
        end = n;
        size = others.size();
        types = null;
        restored++;
    }

    // ---- waiting for room

    void await(RoomWaiters.Entry room) {
        if (waiters == null) waiters = new RoomWaiters();
        waiters.add(room);
    }

    /** A deliver that does not wait any more. */
    void forget(RoomWaiters.Entry room) {
        if (waiters != null) waiters.remove(room);
    }

    /**
     * Lets the one that has waited longest put its message in, if there is room; it must be {@link #roomy}. Returns it to be
     * {@linkplain ParkedWait#finish finished} outside the lock, null if there is none.
     */
    ParkedWait<?> admit() {
        if (waiters == null || full()) return null;
        RoomWaiters.Entry admitted = waiters.claimFirst();
        if (admitted == null) return null;
        add(admitted.message);
        return admitted.waiter;
    }

    /** Whether a deliver waits for room. */
    boolean isWaitedFor() {
        return waiters != null && !waiters.isEmpty();
    }

    /** The next one that waits for room and can still be told, taken out; to be finished outside the lock. Null if none. */
    ParkedWait<?> evict() {
        RoomWaiters.Entry evicted = waiters == null ? null : waiters.claimFirst();
        return evicted == null ? null : evicted.waiter;
    }
}
