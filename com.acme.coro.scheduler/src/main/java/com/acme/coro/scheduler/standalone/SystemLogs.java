package com.acme.coro.scheduler.standalone;

import com.acme.coro.scheduler.core.Loggers;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.osgi.service.log.Logger;

/** Loggers where there is no log service: the JDK's, seen through the interface of the log service. */
public final class SystemLogs implements Loggers {
    @Override
    public Logger logger(String name) {
        System.Logger target = System.getLogger(name);
        InvocationHandler handler = (proxy, method, args) -> switch (method.getName()) {
            case "getName" -> name;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            case "toString" -> "logger " + name;
            case String m
            when m.startsWith("is") -> target.isLoggable(level(m.substring(2, m.length() - "Enabled".length())));
            case String m -> {
                if (args[0] instanceof String format) log(target, level(m), format, args);
                yield null;
            }
        };
        return (Logger)
                Proxy.newProxyInstance(SystemLogs.class.getClassLoader(), new Class<?>[] {Logger.class}, handler);
    }

    private static System.Logger.Level level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "trace" -> System.Logger.Level.TRACE;
            case "debug" -> System.Logger.Level.DEBUG;
            case "info" -> System.Logger.Level.INFO;
            case "warn" -> System.Logger.Level.WARNING;
            default -> System.Logger.Level.ERROR; // error, audit
        };
    }

    /** The overloads of one level: a text, one or two arguments or an array of them, the last maybe a throwable. */
    private static void log(System.Logger target, System.Logger.Level level, String format, Object... args) {
        if (!target.isLoggable(level)) return;
        Object[] values = args.length == 2 && args[1] instanceof Object[] many
                ? many
                : java.util.Arrays.copyOfRange(args, 1, args.length);
        var text = new StringBuilder();
        int used = 0;
        int from = 0;
        for (int at; used < values.length && (at = format.indexOf("{}", from)) >= 0; from = at + 2) {
            text.append(format, from, at).append(values[used++]);
        }
        text.append(format, from, format.length());
        Throwable thrown = used < values.length && values[values.length - 1] instanceof Throwable t ? t : null;
        target.log(level, text.toString(), thrown);
    }
}
