package com.acme.coro.itests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The example bundles do in a live container what they say. */
public class ExamplesTest {
    private static final String EXAMPLES = "com.acme.coro.examples.";
    private static final Set<String> ALL = Set.of(
            "categories",
            "channel",
            "clientserver",
            "hotswap",
            "lookup",
            "meter.sensors",
            "pipe",
            "report",
            "sleepers",
            "stdin",
            "sockets",
            "switchboard.callers",
            "chat",
            "web",
            "datagrams",
            "transfer");

    private final Bundle server = Container.bundle(EXAMPLES + "clientserver");
    private final Bundle client = Container.bundle(EXAMPLES + "lookup");

    @AfterEach
    void startAll() throws BundleException {
        server.start();
        client.start();
        Await.until(
                "the server is there",
                () -> Container.published("examples.bank").isPresent());
    }

    @Test
    void shouldHaveACheckForEachExample() throws Exception {
        assertEquals(ALL.stream().map(EXAMPLES::concat).collect(Collectors.toSet()), checks().keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "categories",
                "channel",
                "clientserver",
                "hotswap",
                "lookup",
                "meter.sensors",
                "pipe",
                "report",
                "sleepers",
                "stdin",
                "sockets",
                "switchboard.callers",
                "chat",
                "web",
                "datagrams",
                "transfer"
            })
    void shouldDoWhatItSays(String example) throws Exception {
        String said = check(EXAMPLES + example);

        assertFalse(said.isBlank());
    }

    @Test
    void shouldFindACoroutineWhoseBundleComesLater() throws Exception {
        server.stop();
        client.stop();

        client.start();
        server.start();

        assertTrue(check(client.getSymbolicName()).contains("by a reference and by a tracker"));
    }

    @Test
    void shouldFindACoroutineWhoseBundleWasThereBefore() throws Exception {
        server.stop();
        client.stop();

        server.start();
        client.start();

        assertTrue(check(client.getSymbolicName()).contains("by a reference and by a tracker"));
    }

    @Test
    void shouldLoseACoroutineWhoseBundleGoes() throws Exception {
        server.stop();

        Await.until(
                "it is withdrawn", () -> Container.published("examples.bank").isEmpty());
        assertEquals(Bundle.ACTIVE, client.getState());
    }

    private static String check(String bundle) throws Exception {
        Callable<?> check = Await.present("the check of " + bundle, () -> Optional.ofNullable(checks().get(bundle)));
        return (String) check.call();
    }

    /** The checks that there are now, by bundle. */
    private static Map<String, Callable<?>> checks() throws InvalidSyntaxException {
        ServiceReference<?>[] all = Container.context().getServiceReferences(Callable.class.getName(), "(coro.demo=*)");
        return Arrays.stream(all)
                .filter(r -> r.getBundle() != null) // gone meanwhile
                .collect(Collectors.toMap(r -> r.getBundle().getSymbolicName(), r ->
                        (Callable<?>) Container.context().getService(r)));
    }
}
