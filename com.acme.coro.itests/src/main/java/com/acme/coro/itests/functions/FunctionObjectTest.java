package com.acme.coro.itests.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.code.Held;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundles;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A coroutine holds the service object of its function from its start to its end. */
public class FunctionObjectTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    private final Scheduler coros = Container.scheduler();

    @BeforeEach
    void offer() throws Exception {
        bundles.started("held", Held.class);
        Await.until(
                "the functions are offered",
                () -> Container.service(Coroutines.class).functions().stream()
                                .filter(f -> f.bundle().startsWith("test.held"))
                                .count()
                        == 3);
    }

    @Test
    void shouldHoldTheOneObjectUntilTheLastCoroutineEnds() {
        assertHeldTogether("test.singleton", "singleton");
    }

    @Test
    void shouldHoldTheBundlesObjectUntilTheLastCoroutineEnds() {
        assertHeldTogether("test.bundle", "bundle");
    }

    private void assertHeldTogether(String function, String kind) {
        Coro one = coros.start(function);
        Coro two = coros.start(function);
        one.send("end");
        one.join();
        assertEquals(
                List.of(),
                journal.lines().stream().filter((kind + " given back")::equals).toList());

        two.send("end");

        journal.expect(kind + " given back");
        assertEquals(
                1, journal.lines().stream().filter((kind + " made")::equals).count());
    }

    @Test
    void shouldMakeAnObjectForEachCoroutineWhereTheServiceIsAPrototype() {
        Coro one = coros.start("test.prototype");
        Coro two = coros.start("test.prototype");
        assertEquals(
                2, journal.lines().stream().filter("prototype made"::equals).count());

        one.send("end");

        journal.expect("prototype given back");
        assertEquals(
                1,
                journal.lines().stream().filter("prototype given back"::equals).count());
        two.terminate();
        Await.until(
                "both were given back",
                () -> journal.lines().stream()
                                .filter("prototype given back"::equals)
                                .count()
                        == 2);
    }

    @Test
    void shouldGiveTheObjectBackWhenNothingWasStarted() {
        Coro holder = coros.spawn(Spawn.named("holder").registered("test.taken"), self -> self.receive());

        Assertions.assertThrows(
                NameTakenException.class,
                () -> coros.start(Spawn.named("second").registered("test.taken"), "test.prototype"));

        journal.expect("prototype given back");
        holder.terminate();
        holder.join();
    }
}
