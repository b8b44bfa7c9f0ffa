package com.acme.coro.itests.order;

import com.acme.coro.itests.container.Await;
import java.util.List;

/** The threads that are ours, by name. */
final class OurThreads {
    private OurThreads() {}

    /** Those that there are. One that has been told to end may take a moment. */
    static List<String> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("coro-"))
                .sorted()
                .toList();
    }

    /** Waits until there are these and no others. */
    static void await(List<String> expected) {
        try {
            Await.until("our threads are " + expected, () -> now().equals(expected));
        } catch (AssertionError others) {
            throw new AssertionError(others.getMessage() + ", but " + now(), others);
        }
    }
}
