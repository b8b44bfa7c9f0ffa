package com.acme.coro.scheduler.observe;

import com.acme.coro.scheduler.core.LocalCoro;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the coroutine that may hold the monitor or lock at which another one of its scheduler blocks. The JVM does not
 * say which monitors a virtual thread holds: suspected is a waiting coroutine whose stack goes through the same code, the
 * same method of the program, the same static initializer, or the same kind of computation in a map.
 */
public final class SuspectedHolder {
    /** Looking at more stacks than that would take too long. */
    private static final int MOST = 1_000;

    private static final int DEEPEST = 20;

    private SuspectedHolder() {}

    /** The suspected holder; null if there is none. */
    static LocalCoro of(LocalCoro blocked, StackTraceElement[] stack) {
        Set<String> places = places(stack);
        int looked = 0;
        for (LocalCoro other : blocked.scheduler().all()) {
            Thread t = other.thread;
            if (other == blocked || t == null || !other.alive()) continue;
            if (++looked > MOST) return null;
            for (StackTraceElement e : t.getStackTrace()) if (places.contains(place(e))) return other;
        }
        return null;
    }

    /** Where it blocks: its innermost methods outside of the JDK and of this scheduler, and of maps. */
    private static Set<String> places(StackTraceElement[] stack) {
        var places = new HashSet<String>();
        for (int i = 0; i < Math.min(stack.length, DEEPEST); i++) {
            StackTraceElement e = stack[i];
            boolean ofMap =
                    e.getMethodName().startsWith("compute") && e.getClassName().endsWith("Map");
            boolean ofJdk =
                    e.getClassName().startsWith("java.") || e.getClassName().startsWith("jdk.");
            if (ofMap || !ofJdk) places.add(place(e));
            if (!ofJdk) return places;
        }
        return places;
    }

    private static String place(StackTraceElement e) {
        // bodies run in static initializers and synchronized methods of a class: of those the class is the lock
        return e.getMethodName().equals("<clinit>") ? e.getClassName() : e.getClassName() + '.' + e.getMethodName();
    }
}
