package com.acme.coro.launcher.inside;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/**
 * Runs commands in a Gogo session and prints what comes of them.
 *
 * @param session the session; {@code list} means {@code coro:list} in it, but {@code start} that of bundles
 * @param out where results go
 * @param err where failures go
 */
record Commands(CommandSession session, PrintStream out, PrintStream err) {
    Commands {
        session.put("SCOPE", "coro:*");
        try {
            session.execute("start = { felix:start $args }");
        } catch (Exception e) {
            throw new IllegalStateException("Gogo does not take a function of a session: " + e.getMessage(), e);
        }
    }

    /** Runs a line; a failure is told in one line and is no more than that. */
    void run(String line) {
        try {
            Object result = session.execute(line);
            if (result != null) out.println(session.format(result, Converter.INSPECT));
        } catch (Exception failure) {
            // Gogo wraps what is no Exception.
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            err.println(
                    "coro: " + (cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage()));
        }
        out.flush();
        err.flush();
    }

    /** All names of commands, with their scopes, and those of ours without. */
    Set<String> names() {
        var names = new TreeSet<String>();
        if (session.get(".commands") instanceof Set<?> all) {
            for (Object each : all) {
                String name = each.toString();
                names.add(name);
                if (name.startsWith("coro:")) names.add(name.substring("coro:".length()));
            }
        }
        return names;
    }
}
