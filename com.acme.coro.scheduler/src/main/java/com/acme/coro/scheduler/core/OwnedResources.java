package com.acme.coro.scheduler.core;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources that a coroutine owns, in the order in which it got them; any of them is taken out at the same cost.
 * Guarded by the coroutine's lock.
 */
final class OwnedResources {
    /** A resource, and what users know it by; an entry of the list. */
    static final class Entry {
        private final AutoCloseable resource;
        private final Object handle;
        private Entry older;
        private Entry newer;
        /** An older entry for the same resource, where there is an index; null for none. */
        private Entry shadowed;

        Entry(AutoCloseable resource, Object handle) {
            this.resource = resource;
            this.handle = handle;
        }

        AutoCloseable resource() {
            return resource;
        }

        Object handle() {
            return handle;
        }
    }

    /** With fewer it is cheaper to look at each. */
    private static final int FEW = 16;

    private Entry newest;
    private int size;
    /** The newest entry of each resource; null while there are few. */
    private Map<AutoCloseable, Entry> index;

    /** Adds one. Where this takes memory and there is none, nothing has changed. */
    void add(Entry entry) {
        if (index == null && size == FEW) index = indexed();
        if (index != null) entry.shadowed = index.put(entry.resource, entry);
        entry.older = newest;
        if (newest != null) newest.newer = entry;
        newest = entry;
        size++;
    }

    private Map<AutoCloseable, Entry> indexed() {
        var all = new IdentityHashMap<AutoCloseable, Entry>(4 * FEW);
        Entry oldest = newest;
        while (oldest.older != null) oldest = oldest.older;
        for (Entry e = oldest; e != null; e = e.newer) e.shadowed = all.put(e.resource, e);
        return all;
    }

    private Entry find(AutoCloseable resource) {
        if (index != null) return index.get(resource);
        Entry e = newest;
        while (e != null && e.resource != resource) e = e.older;
        return e;
    }

    boolean owns(AutoCloseable resource) {
        return find(resource) != null;
    }

    /** Takes the newest entry for a resource out; false if there is none. */
    boolean remove(AutoCloseable resource) {
        Entry e = find(resource);
        if (e == null) return false;
        if (index != null) {
            if (e.shadowed == null) index.remove(resource);
            else index.put(resource, e.shadowed);
        }
        if (e.older != null) e.older.newer = e.newer;
        if (e.newer != null) e.newer.older = e.older;
        else newest = e.older;
        if (--size == 0) index = null;
        return true;
    }

    /** Takes the newest out; null if there is none. */
    AutoCloseable pollNewest() {
        if (newest == null) return null;
        AutoCloseable last = newest.resource;
        remove(last);
        return last;
    }

    /** All of them, the newest first; a copy. */
    List<Entry> all() {
        var all = new ArrayList<Entry>(size);
        for (Entry e = newest; e != null; e = e.older) all.add(e);
        return all;
    }
}
