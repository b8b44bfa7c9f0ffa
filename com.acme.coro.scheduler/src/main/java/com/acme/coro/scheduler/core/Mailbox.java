package com.acme.coro.scheduler.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The messages of one coroutine, oldest first, in a ring. Guarded by the coroutine's lock. */
final class Mailbox {
    /** A deliver that waits for room, with what it wants to put in. */
    record Room(ParkedWait<?> waiter, Object message) {}

    /** A message that was taken out, and the place it had then. */
    record Taken(Object message, int place) {}

    private static final int KEEP = 64;

    /** 0 for none. */
    final int bound;

    /** Those who wait for room, in order; null until somebody does. */
    private ArrayDeque<Room> rooms;

    private Object[] ring = new Object[8];
    private int head;
    private int size;
    /** From which size on it is to be reported next. */
    private int deep;

    Mailbox(int bound, int deep) {
        this.bound = bound;
        this.deep = deep;
    }

    /** Whether its depth is to be reported now: at a limit that doubles each time. */
    boolean isDeep() {
        if (size < deep) return false;
        deep = size > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : size * 2;
        return true;
    }

    int size() {
        return size;
    }

    boolean full() {
        return bound > 0 && size >= bound;
    }

    void add(Object message) {
        if (size == ring.length) grow();
        ring[(head + size++) & (ring.length - 1)] = message;
    }

    Object take() {
        Object message = ring[head];
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        if (--size == 0 && ring.length > KEEP && bound == 0) {
            ring = new Object[8];
            head = 0;
        }
        return message;
    }

    /** The message at a place counted from the oldest. */
    Object peek(int i) {
        return ring[(head + i) & (ring.length - 1)];
    }

    /** Takes the message at a place out; the rest keep their order. */
    Object remove(int i) {
        if (i == 0) return take();
        int mask = ring.length - 1;
        Object message = peek(i);
        for (int k = i; k < size - 1; k++) ring[(head + k) & mask] = ring[(head + k + 1) & mask];
        ring[(head + --size) & mask] = null;
        return message;
    }

    /** Puts a message back to the place it had; the rest keep their order. */
    void putBack(Taken taken) {
        add(taken.message());
        int mask = ring.length - 1;
        for (int k = size - 1; k > taken.place(); k--) ring[(head + k) & mask] = ring[(head + k - 1) & mask];
        ring[(head + taken.place()) & mask] = taken.message();
    }

    /** The oldest message of a class from a place on, or -1. */
    int indexOf(Class<?> type, int from) {
        for (int i = from; i < size; i++) {
            if (type.isInstance(peek(i))) return i;
        }
        return -1;
    }

    /** The messages from a place on, the oldest first. */
    List<Object> from(int place) {
        if (place >= size) return List.of();
        var all = new ArrayList<Object>(size - place);
        for (int i = place; i < size; i++) all.add(peek(i));
        return all;
    }

    /** Puts others into the place of all messages, and lets in who waits for room. Returns those, as {@link #admit}. */
    List<ParkedWait<?>> replace(List<Object> others) {
        Arrays.fill(ring, null);
        head = 0;
        size = 0;
        others.forEach(this::add);
        var admitted = new ArrayList<ParkedWait<?>>(0);
        ParkedWait<?> next;
        while ((next = admit()) != null) admitted.add(next);
        return admitted;
    }

    void await(Room room) {
        if (rooms == null) rooms = new ArrayDeque<>();
        rooms.add(room);
    }

    void forget(ParkedWait<?> waiter) {
        if (rooms != null) rooms.removeIf(r -> r.waiter() == waiter);
    }

    /**
     * Lets the one that has waited longest put its message in, if there is room. Returns it to be {@linkplain
     * ParkedWait#finish finished} outside the lock, null if there is none.
     */
    ParkedWait<?> admit() {
        if (rooms == null) return null;
        Room room;
        while (!full() && (room = rooms.poll()) != null) {
            if (room.waiter().claim()) {
                add(room.message());
                return room.waiter();
            }
        }
        return null;
    }

    /** Everybody who waits for room and can still be told; to be finished outside the lock. */
    ParkedWait<?>[] evict() {
        if (rooms == null) return new ParkedWait<?>[0];
        var all = rooms.stream().map(Room::waiter).filter(ParkedWait::claim).toArray(ParkedWait<?>[]::new);
        rooms = null;
        return all;
    }

    boolean hasRooms() {
        return rooms != null && !rooms.isEmpty();
    }

    private void grow() {
        Object[] bigger = Arrays.copyOf(ring, ring.length * 2);
        // what stood before the head had wrapped around
        System.arraycopy(ring, 0, bigger, ring.length, head);
        Arrays.fill(bigger, 0, head, null);
        ring = bigger;
    }
}
