package com.acme.coro.scheduler.core;

import com.acme.coro.api.Failure;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.support.text.Printable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.osgi.service.log.Logger;

/**
 * Loggers for the runtime itself. A log service is foreign code: whatever it throws goes no further. Logs keep what they
 * are given, so they get text only: a throwable as it was recorded, anything else as it is printed.
 */
final class GuardedLoggers implements Loggers {
    private static final int LIMIT = 2_000;
    private static final int DEPTH = 50;

    private final Loggers logs;

    GuardedLoggers(Loggers logs) {
        this.logs = logs;
    }

    @Override
    public Logger logger(String name) {
        InvocationHandler guard = (proxy, method, args) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            case "toString", "getName" -> name;
            default -> {
                try {
                    yield method.invoke(logs.logger(name), text(args));
                } catch (InvocationTargetException e) {
                    broken(e.getCause(), args);
                } catch (Throwable t) {
                    broken(t, args);
                }
                yield method.getReturnType() == boolean.class ? false : null;
            }
        };
        return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, guard);
    }

    /** The format, as it is, and its arguments, as text. */
    private static Object[] text(Object[] args) {
        if (args == null) return null;
        var texts = args.clone();
        for (int i = 1; i < texts.length; i++) {
            if (texts[i] instanceof Object[] several) {
                var inner = new Object[several.length];
                for (int k = 0; k < inner.length; k++) inner[k] = text(several[k]);
                texts[i] = inner;
            } else {
                texts[i] = text(texts[i]);
            }
        }
        return texts;
    }

    private static Object text(Object arg) {
        return switch (arg) {
            case null -> "null";
            case Throwable t -> printable(Failure.of(t), DEPTH).toThrowable();
            case String s -> Printable.of(s, LIMIT);
            case Integer n -> n;
            case Long n -> n;
            default -> Foreign.text(arg);
        };
    }

    /** Of what another process sent, too: to any depth. */
    private static Failure printable(Failure f, int depth) {
        return new Failure(
                f.type(),
                Printable.of(f.message(), LIMIT),
                f.stack(),
                f.cause().filter(c -> depth > 0).map(c -> printable(c, depth - 1)),
                f.suppressed().stream()
                        .limit(depth)
                        .map(s -> printable(s, depth / 4))
                        .toList());
    }

    /** The last resort, which may be broken as well. */
    private static void broken(Throwable thrown, Object[] args) {
        Throwable unused = Foreign.thrownBy(() -> System.getLogger("com.acme.coro.scheduler")
                .log(
                        System.Logger.Level.ERROR,
                        "the log service failed: " + thrown.getClass().getName() + ", line="
                                + (args == null ? "" : Foreign.text(args[0]))));
    }
}
