package com.acme.coro.hotswap;

import com.acme.coro.api.CoroException;
import com.acme.coro.support.text.Printable;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Texts of what code throws that is not ours: bounded, printable, without any object or class of that code. Nothing here
 * throws, whatever that code's {@code getMessage} does.
 */
final class ForeignText {
    private static final int MOST_CHARACTERS = 1_000;
    private static final int MOST_CAUSES = 10;
    private static final int MOST_FRAMES = 60;

    private ForeignText() {}

    /** One line: the message of our own exceptions, the class and the message of all others. */
    static String text(Throwable thrown) {
        Throwable t = unwrapped(thrown);
        return t instanceof CoroException || t instanceof RefusedException ? message(t) : named(t);
    }

    /** The exception that was wrapped on its way through reflection, a class initializer or a future. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable t = thrown;
        for (int i = 0; i < MOST_CAUSES; i++) {
            boolean wrapper = t instanceof InvocationTargetException
                    || t instanceof ExceptionInInitializerError
                    || t instanceof ExecutionException
                    || t instanceof CompletionException;
            Throwable cause = wrapper ? cause(t) : null;
            if (cause == null) return t;
            t = cause;
        }
        return t;
    }

    private static String named(Throwable t) {
        String message = message(t);
        String type = t.getClass().getName();
        return message.isEmpty() ? type : type + ": " + message;
    }

    private static String message(Throwable t) {
        String message;
        try {
            message = t.getMessage();
        } catch (Throwable broken) { // an Error of its classes, too
            return "(its getMessage threw " + broken.getClass().getName() + ")";
        }
        return message == null ? "" : Printable.of(message, MOST_CHARACTERS);
    }

    private static Throwable cause(Throwable t) {
        try {
            return t.getCause();
        } catch (Throwable broken) { // a text without a cause is better than none
            return null;
        }
    }

    /** The same as a throwable for logs, which keep what they get: with stacks and causes, but of texts only. */
    static Throwable copy(Throwable thrown) {
        return copy(thrown, MOST_CAUSES);
    }

    private static Throwable copy(Throwable t, int causes) {
        Throwable cause = causes == 0 ? null : cause(t);
        var copy = new Copied(named(t), cause == null || cause == t ? null : copy(cause, causes - 1));
        copy.setStackTrace(frames(t));
        return copy;
    }

    private static StackTraceElement[] frames(Throwable t) {
        StackTraceElement[] all;
        try {
            all = t.getStackTrace();
        } catch (Throwable broken) { // overridden
            return new StackTraceElement[0];
        }
        return all.length <= MOST_FRAMES ? all : java.util.Arrays.copyOf(all, MOST_FRAMES);
    }

    /** Stands for an exception of other code. */
    private static final class Copied extends Exception {
        private static final long serialVersionUID = 1L;

        Copied(String message, Throwable cause) {
            super(message, cause, false, true);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
