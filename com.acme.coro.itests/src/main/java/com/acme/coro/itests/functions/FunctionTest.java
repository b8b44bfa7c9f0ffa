package com.acme.coro.itests.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Coroutines.FunctionStatus;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.code.Named;
import com.acme.coro.itests.code.Offered;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogLevel;

/** Functions that bundles offer are started by name, and end with their services. */
public class FunctionTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final LogBook log = new LogBook();

    private final Scheduler coros = Container.scheduler();

    @Test
    void shouldStartAFunctionOfAnotherBundleByNameWithArguments() throws Exception {
        bundles.started("math", Offered.class);
        offered("test.add");

        Coro sum = coros.start("test.add", 2, 3L);

        assertEquals(5, sum.value(SOON));
        assertEquals("test.add", sum.name());
    }

    @Test
    void shouldListWhatIsOffered() throws Exception {
        bundles.started("math", Offered.class);

        FunctionStatus add = offered("test.add");

        assertEquals(Optional.of(List.of("java.lang.Integer", "java.lang.Number")), add.parameters());
        assertEquals("test.math 1.0.0", add.bundle());
    }

    @Test
    void shouldTakePrimitivesAndArraysAsArguments() throws Exception {
        bundles.started("math", Offered.class);
        offered("test.describe");

        Coro described = coros.start("test.describe", 1, new String[] {"a", "b"}, List.of("c"));

        assertEquals("1 2 [c]", described.value(SOON));
    }

    @Test
    void refusesAFunctionThatNobodyOffers() {
        Exception refused = assertThrows(NoSuchFunctionException.class, () -> coros.start("test.unknown"));

        assertTrue(refused.getMessage().contains("test.unknown"), refused::getMessage);
    }

    @Test
    void refusesTheWrongNumberOfArguments() throws Exception {
        bundles.started("math", Offered.class);
        offered("test.add");

        Exception refused = assertThrows(IllegalArgumentException.class, () -> coros.start("test.add", 1));

        assertTrue(refused.getMessage().contains("takes 2 arguments"), refused::getMessage);
    }

    @Test
    void refusesArgumentsOfTheWrongType() throws Exception {
        bundles.started("math", Offered.class);
        offered("test.add");

        Exception refused = assertThrows(IllegalArgumentException.class, () -> coros.start("test.add", "2", 3));

        assertTrue(refused.getMessage().contains("java.lang.Integer as argument 1"), refused::getMessage);
        assertThrows(NullPointerException.class, () -> coros.start("test.add", 2, null));
        assertThrows(IllegalArgumentException.class, () -> coros.start("test.add", 2, "3"));
    }

    @Test
    void shouldEndTheCoroutinesOfAFunctionWhenItsServiceIsWithdrawn() throws Exception {
        TestBundle bundle = bundles.started("owner", Named.class);
        var began = new CountDownLatch(1);
        ServiceRegistration<CoroFunction> offer =
                bundle.offer("test.named", bundle.function(Named.class, "one", began), Map.of());
        Coro running = coros.start("test.named");
        began.await();

        offer.unregister();

        assertEquals(
                new Outcome.CodeGone("function test.named of test.owner 1.0.0 was withdrawn"),
                running.tryJoin(Duration.ZERO).orElseThrow());
        assertThrows(NoSuchFunctionException.class, () -> coros.start("test.named"));
    }

    @Test
    void shouldEndTheCoroutinesOfAFunctionWhenItsBundleStops() throws Exception {
        TestBundle owner = bundles.started("owner", Named.class);
        TestBundle caller = bundles.started("caller", Bodies.class);
        var began = new CountDownLatch(2);
        owner.offer("test.named", owner.function(Named.class, "one", began), Map.of());
        Coro ours = coros.start("test.named");
        Coro theirs = caller.scheduler().start("test.named");
        began.await();

        owner.stop();

        assertTrue(ours.tryJoin(Duration.ZERO).orElseThrow() instanceof Outcome.CodeGone, () -> "" + ours.join());
        assertTrue(theirs.tryJoin(Duration.ZERO).orElseThrow() instanceof Outcome.CodeGone, () -> "" + theirs.join());
    }

    @Test
    void shouldEndTheCoroutinesThatABundleStartedWhenThatBundleStops() throws Exception {
        TestBundle owner = bundles.started("owner", Named.class);
        TestBundle caller = bundles.started("caller", Bodies.class);
        var began = new CountDownLatch(2);
        owner.offer("test.named", owner.function(Named.class, "one", began), Map.of());
        Coro ours = coros.start("test.named");
        Coro theirs = caller.scheduler().start("test.named");
        began.await();

        caller.stop();

        assertTrue(theirs.tryJoin(Duration.ZERO).orElseThrow() instanceof Outcome.CodeGone, () -> "" + theirs.join());
        assertTrue(ours.alive());
    }

    @Test
    void shouldUseTheFunctionThatRanksHigherAndSaySoInTheLog() throws Exception {
        TestBundle low = bundles.started("low", Named.class);
        TestBundle high = bundles.started("high", Named.class);
        var began = new CountDownLatch(3);
        low.offer("test.named", low.function(Named.class, "low", began), Map.of());
        ServiceRegistration<CoroFunction> better = high.offer(
                "test.named", high.function(Named.class, "high", began), Map.of(Constants.SERVICE_RANKING, 7));

        Coro first = coros.start("test.named");
        first.send("go");
        assertEquals("high", first.value(SOON));
        String line = "several bundles offer one function: name=test.named, used=test.high 1.0.0";
        log.expect(LogLevel.WARN, line);

        better.unregister();
        Coro second = coros.start("test.named");
        second.send("go");
        assertEquals("low", second.value(SOON));
    }

    @Test
    void shouldFollowARankingThatChanges() throws Exception {
        TestBundle low = bundles.started("low", Named.class);
        TestBundle high = bundles.started("high", Named.class);
        var began = new CountDownLatch(1);
        ServiceRegistration<CoroFunction> rises =
                low.offer("test.named", low.function(Named.class, "low", began), Map.of());
        high.offer("test.named", high.function(Named.class, "high", began), Map.of(Constants.SERVICE_RANKING, 7));

        var properties = new java.util.Hashtable<String, Object>();
        properties.put("coro.function.name", "test.named");
        properties.put(Constants.SERVICE_RANKING, 8);
        rises.setProperties(properties);

        Coro started = coros.start("test.named");
        started.send("go");
        assertEquals("low", started.value(SOON));
    }

    @Test
    void shouldSayInTheLogThatAFunctionHasNoName() throws Exception {
        TestBundle bundle = bundles.started("owner", Named.class);

        bundle.offer("", bundle.function(Named.class, "one", new CountDownLatch(1)), Map.of());

        log.expect(LogLevel.ERROR, "a function needs a name: service property coro.function.name");
    }

    private static FunctionStatus offered(String name) {
        return Await.present(
                "function " + name + " is offered",
                () -> Container.service(Coroutines.class).functions().stream()
                        .filter(f -> f.name().equals(name))
                        .findFirst());
    }
}
