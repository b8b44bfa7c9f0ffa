package com.acme.coro.scheduler.guard;

import com.acme.coro.api.Failure;
import com.acme.coro.support.text.Printable;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The guard through which code of programs and libraries is called: texts of values, predicates, suppliers, listeners,
 * resources, actions at exit, routes, log services. Such code may throw anything, Errors included; what it throws is
 * handed to the caller and never leaves a call of this class.
 *
 * <p>Never call it with a lock held, nor between giving up the baton and passing it on: foreign code may wait, and may
 * call back. A {@link com.acme.coro.api.CoroSignal} that comes out of foreign code on a coroutine's own thread is the
 * request to end; it may be set aside until the rest of a clean-up is done, since it is raised again at the next wait.
 */
public final class Foreign {
    private static final int LIMIT = 200;

    private Foreign() {}

    /** What foreign code does. */
    @FunctionalInterface
    public interface Action {
        /**
         * Calls it.
         *
         * @throws Throwable anything
         */
        void run() throws Throwable;
    }

    /**
     * Calls foreign code.
     *
     * @param action calls it
     * @return what it threw; null if it returned
     */
    public static Throwable thrownBy(Action action) {
        try {
            action.run();
            return null;
        } catch (Throwable t) { // an Error ends what was called, and nothing else
            return t;
        }
    }

    /**
     * Calls foreign code.
     *
     * @param action calls it
     * @param failed gets the text of what it threw, so that nothing holds on to classes of the code that threw
     * @return whether it returned
     */
    public static boolean run(Action action, Consumer<Failure> failed) {
        Throwable t = thrownBy(action);
        if (t != null) failed.accept(Failure.of(t));
        return t == null;
    }

    /**
     * Takes all steps of an end in order, whatever each of them throws: the first of what they threw is thrown after the
     * last step, with the others suppressed.
     *
     * @param steps what is to be closed, most of which calls foreign code
     */
    public static void all(Runnable... steps) {
        Throwable first = null;
        for (Runnable step : steps) {
            Throwable thrown = thrownBy(step::run);
            if (thrown == null) continue;
            if (first == null) first = thrown;
            else if (first != thrown) first.addSuppressed(thrown);
        }
        if (first instanceof Error e) throw e;
        if (first != null) throw (RuntimeException) first;
    }

    /**
     * As {@link #all}, one step for each of a list.
     *
     * @param <T> what is closed
     * @param parts what is closed, in this order
     * @param close closes one
     */
    public static <T> void each(Collection<? extends T> parts, Consumer<? super T> close) {
        all(parts.stream().<Runnable>map(p -> () -> close.accept(p)).toArray(Runnable[]::new));
    }

    /**
     * Asks foreign code for a value.
     *
     * @param <T> what it returns
     * @param call calls it
     * @param otherwise the value in place of one that it did not return, because it threw
     * @return either value
     */
    public static <T> T call(Callable<T> call, Function<Failure, T> otherwise) {
        Throwable thrown;
        try {
            return call.call();
        } catch (Throwable t) {
            thrown = t;
        }
        return otherwise.apply(Failure.of(thrown));
    }

    /**
     * The text of any value, for logs, dumps and exceptions: about 200 characters, on one line, without control
     * characters. Collections, maps, arrays and records are read element by element up to that limit, so that the text of
     * a large one is never built. Any other class builds its own text, and takes the time that it takes: where values of
     * programs are concerned, call this outside of turns.
     *
     * @param value any value, null too
     * @return its text; a remark in place of what cannot be printed
     */
    public static String text(Object value) {
        try {
            return new ValueText(LIMIT).add(value).toString();
        } catch (Throwable t) { // no stack, no memory
            return "(not printable)";
        }
    }

    /**
     * The text of a value's own {@code toString}, bounded as {@link #text} is.
     *
     * @param value any value
     * @return its text; a remark in place of what cannot be printed
     */
    static String ownText(Object value) {
        String s;
        try {
            s = String.valueOf(value.toString());
        } catch (Throwable t) {
            return "(not printable: " + t.getClass().getName() + ")";
        }
        return Printable.of(s, LIMIT);
    }
}
