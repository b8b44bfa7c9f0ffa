package com.acme.coro.itests.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.api.sync.AsyncThreadPool;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import com.acme.coro.itests.code.Journalist;
import com.acme.coro.itests.code.Offered;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;

/** A bundle of ours that is updated again and again, in the midst of work, leaves nothing behind. */
public class LeakTest {
    private static final int TIMES = 20;
    private static final Duration COLLECTED = Duration.ofSeconds(30);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void shouldLeaveNothingOfASchedulerThatIsAtWork() throws Throwable {
        assertLeavesNothing("com.acme.coro.scheduler", LeakTest::work);
    }

    @Test
    void shouldLeaveNothingOfAShellThatIsUsed() throws Throwable {
        assertLeavesNothing("com.acme.coro.shell", LeakTest::useTheShell);
    }

    @Test
    void shouldLeaveNothingOfSocketsThatAreUsed() throws Throwable {
        assertLeavesNothing("com.acme.coro.io", LeakTest::useSockets);
    }

    private void assertLeavesNothing(String name, Executable use) throws Throwable {
        Bundle bundle = Container.bundle(name);
        bundles.started("component", Journalist.class);
        bundles.started("server", Offered.class);
        configurations.addScheduler("further", Map.of("carrier", "jvm"));
        Container.renew(bundle);
        settle();
        List<String> threads = threads();
        List<String> services = services();
        var loaders = new ArrayList<WeakReference<ClassLoader>>();

        for (int i = 0; i < TIMES; i++) {
            loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
            use.execute();
            Container.renew(bundle);
        }

        settle();
        assertSoon(threads, LeakTest::threads);
        assertSoon(services, LeakTest::services);
        Await.until(COLLECTED, "the class loaders of old revisions are collected", () -> collected(loaders));
    }

    /** What the container does some time later, and the warm-up, are done. */
    private static void settle() {
        Await.until(
                "the coroutines and schedulers of others are there",
                () -> Container.published("test.server").isPresent()
                        && Container.published("examples.bank").isPresent()
                        && Container.has(Scheduler.class, Container.schedulerCalled("further")));
        // it has a runtime of its own, whose threads may end a little later
        Await.until("the warm-up is over", () -> {
            List<String> all = threads();
            return !all.contains("coro-warm-up") && Set.copyOf(all).size() == all.size();
        });
    }

    /**
     * Our threads; but service threads are there or not, depending on when they were needed last, and a scheduler's own
     * may be one that took over from another.
     */
    private static List<String> threads() {
        return OurThreads.now().stream()
                .filter(name -> !name.equals("coro-service") && !name.startsWith("coro-hotswap-"))
                .map(name -> name.replaceFirst("-\\d+$", ""))
                .toList();
    }

    /** Leaves coroutines waiting, in as many ways as there are. */
    private static void work() throws Exception {
        try (var recording = new Recording()) {
            recording.enable("com.acme.coro.Spawn");
            recording.start();
            workRecorded();
        }
    }

    private static void workRecorded() throws Exception {
        for (String scheduler : List.of(CoroConstants.DEFAULT_SCHEDULER, "further")) {
            String filter = Container.schedulerCalled(scheduler);
            Scheduler coros = Container.service(Scheduler.class, filter);
            Channel channel = Container.service(Channels.class).create("channel of " + scheduler);
            AsyncThreadPool pool = Container.service(ThreadPools.class).open("pool", 1);
            CoroLock lock = Container.service(Locks.class).lock();
            Supervisor supervisor = Container.service(Supervisors.class, filter)
                    .start(SupervisorSpec.named("supervisor", Strategy.ONE_FOR_ONE)
                            .child(ChildSpec.of("child", self -> self.receive())));
            var began = new CountDownLatch(5);
            coros.spawn(Spawn.named("named").registered("named on " + scheduler).published(true), self -> {
                began.countDown();
                return self.receive();
            });
            coros.spawn("holder", self -> {
                lock.acquire();
                began.countDown();
                return self.tryReceive(Duration.ofMinutes(1));
            });
            coros.spawn("locked out", self -> {
                began.countDown();
                lock.acquire();
                return null;
            });
            coros.spawn("sleeper", self -> {
                began.countDown();
                return self.sleep(Duration.ofMinutes(1));
            });
            Coro subscriber = coros.spawn("subscriber", self -> self.receive());
            channel.subscribe(subscriber);
            channel.subscribe(supervisor.coro());
            coros.spawn("caller", self -> {
                began.countDown();
                return pool.call(() -> {
                    new CountDownLatch(1).await();
                    return null;
                });
            });
            began.await();
        }
    }

    private static void useTheShell() throws Exception {
        Await.until(
                "the commands are there",
                () -> Container.context().getAllServiceReferences(null, "(osgi.command.scope=coro)") != null);
        var out = new ByteArrayOutputStream();
        try (var print = new PrintStream(out, true, StandardCharsets.UTF_8);
                CommandSession session = Container.service(CommandProcessor.class)
                        .createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            for (String command : List.of("list", "dump", "names", "show test.server")) {
                session.execute("coro:" + command);
            }
        }
    }

    /** Leaves sockets open, and coroutines waiting at them. */
    private static void useSockets() {
        AsyncSockets sockets = Container.service(AsyncSockets.class);
        AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
        AsyncSocket client = sockets.connect("127.0.0.1", server.port());
        AsyncSocket accepted = server.accept();
        client.sendAll(new byte[1]);
        accepted.recvAll(1);
        Container.scheduler().spawn("acceptor", self -> server.accept());
        Container.scheduler().spawn("reader", self -> accepted.recv(1));
        Container.scheduler()
                .spawn(
                        "receiver",
                        self -> sockets.datagram(DatagramSpec.on("127.0.0.1", 0))
                                .receive(1));
    }

    private static void assertSoon(List<String> expected, Callable<List<String>> source) throws Exception {
        try {
            Await.until("as before", () -> source.call().equals(expected));
        } catch (AssertionError others) {
            assertEquals(expected, source.call(), others.getMessage());
        }
    }

    private static boolean collected(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        loaders.removeIf(l -> l.refersTo(null));
        return loaders.isEmpty();
    }

    private static List<String> services() throws InvalidSyntaxException {
        return Arrays.stream(Container.context().getAllServiceReferences(null, null))
                .map(r -> r.getBundle() + " " + Arrays.toString((Object[]) r.getProperty("objectClass")))
                .sorted()
                .toList();
    }
}
