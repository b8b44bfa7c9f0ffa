package com.acme.coro.scheduler.core;

/**
 * The limits of the sections that a coroutine is in. While a signal unwinds the sections that were begun before it was thrown, their limits
 * are overruled: clean-up is outside of them. A section that clean-up begins has its limit. Guarded by the coroutine's lock; allocates
 * nothing.
 */
final class SectionLimits {
    private SectionLimit innermost;

    void enter(SectionLimit limit) {
        limit.outer = innermost;
        innermost = limit;
    }

    void leave(SectionLimit limit) {
        if (innermost == limit) innermost = limit.outer;
    }

    /** The outermost limit whose signal is to be thrown; null for none. */
    SectionLimit due() {
        SectionLimit found = null;
        for (SectionLimit l = innermost; l != null; l = l.outer)
            if (l.due && !l.thrown && l.overruledBy == null) found = l;
        return found;
    }

    /** Whether a wait that has no limit itself has one by its section. */
    boolean limit() {
        for (SectionLimit l = innermost; l != null; l = l.outer) if (!l.thrown && l.overruledBy == null) return true;
        return false;
    }

    /** The signal of a limit is thrown. */
    void thrown(SectionLimit limit) {
        limit.thrown = true;
        for (SectionLimit l = innermost; l != limit; l = l.outer) l.overrule(limit.signal);
    }

    /** Another signal is thrown. */
    void overrule(Object signal) {
        for (SectionLimit l = innermost; l != null; l = l.outer) l.overrule(signal);
    }

    /** A signal was taken back: it is thrown later, or never. */
    void reinstate(Object signal) {
        for (SectionLimit l = innermost; l != null; l = l.outer) {
            if (l.overruledBy == signal) l.overruledBy = null;
            if (l.signal == signal) l.thrown = false;
        }
    }
}
