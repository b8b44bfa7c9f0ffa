package com.acme.coro.itests.container;

import java.util.Hashtable;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.ServiceRegistration;

/** A service that components of test bundles write down in what they see; it is there during a test. */
public final class Journal implements BeforeEachCallback, AfterEachCallback, Consumer<String> {
    /** Finds it. */
    public static final String FILTER = "(test=journal)";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private ServiceRegistration<?> registration;

    @Override
    public void beforeEach(ExtensionContext test) {
        var properties = new Hashtable<String, Object>();
        properties.put("test", "journal");
        registration = Container.context().registerService(Consumer.class, this, properties);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        registration.unregister();
    }

    @Override
    public void accept(String line) {
        lines.add(line);
    }

    /** Waits for a line. */
    public void expect(String line) {
        try {
            Await.until("in the journal: " + line, () -> lines.contains(line));
        } catch (AssertionError missing) {
            throw new AssertionError(missing.getMessage() + ", but " + lines, missing);
        }
    }

    /** What was written, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
