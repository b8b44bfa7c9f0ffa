package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.DbException;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.code.Keeps;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogLevel;

/** Files, programs and database cursors of bundles that come and go. */
public class BlockingTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    @TempDir
    Path dir;

    private final Bundle io = Container.bundle("com.acme.coro.io");
    private final StubDatabase database = new StubDatabase();
    private final List<ServiceRegistration<?>> registered = new ArrayList<>();

    @AfterEach
    void withdraw() {
        registered.forEach(ServiceRegistration::unregister);
    }

    private ServiceRegistration<DataSource> offer(String property, String name) {
        ServiceRegistration<DataSource> made = Container.context()
                .registerService(DataSource.class, database.source(), new Hashtable<>(Map.of(property, name)));
        registered.add(made);
        return made;
    }

    /** How many descriptors of this process lead to a path. */
    private static long descriptors(Path path) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(each -> leads(each, path)).count();
        }
    }

    private static boolean leads(Path descriptor, Path path) {
        try {
            return Files.readSymbolicLink(descriptor).equals(path);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void keep(TestBundle user, Callable<?> what) throws InterruptedException {
        var done = new CountDownLatch(1);
        user.scheduler().spawn("keeper", user.body(Keeps.class, what, done));
        assertTrue(done.await(SOON.toSeconds(), TimeUnit.SECONDS), "it could not do it");
    }

    @Test
    void shouldGiveEveryBundleItsOwn() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        TestBundle two = bundles.started("two", Bodies.class);
        for (Class<?> service : List.of(AsyncFiles.class, AsyncPipes.class, AsyncDbCursors.class)) {
            assertNotSame(one.service(service), two.service(service));
        }
    }

    @Test
    void shouldCloseWhatAStoppedBundleHadOpen() throws Exception {
        TestBundle user = bundles.started("user", Keeps.class);
        Path path = Files.writeString(dir.resolve("open"), "text").toRealPath();
        var pids = new ConcurrentLinkedQueue<Long>();
        Callable<Object> opensAll = () -> {
            user.service(AsyncFiles.class).open(path);
            AsyncPipe parent = user.service(AsyncPipes.class).start("sh", "-c", "sleep 1000 & echo $!; wait");
            pids.addAll(parent.pids());
            pids.add(Long.valueOf(parent.readLine().orElseThrow()));
            user.service(AsyncDbCursors.class).open(database.source());
            return null;
        };
        keep(user, opensAll); // belongs to the coroutine
        opensAll.call(); // belongs to the bundle
        assertEquals(2, descriptors(path));
        assertEquals(2, database.open());
        assertEquals(4, pids.stream().filter(BlockingTest::alive).count());
        TestBundle other = bundles.started("other", Keeps.class);
        AsyncFile others = other.service(AsyncFiles.class).open(path);

        user.stop();

        assertEquals(1, descriptors(path), "that of the other bundle");
        assertEquals(Optional.of("text"), others.readLine());
        assertEquals(0, database.open());
        Await.until(SOON, "no program is left", () -> pids.stream().noneMatch(BlockingTest::alive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "update"})
    void shouldTellUsersThatInputAndOutputHaveGone(String way) throws Exception {
        TestBundle user = bundles.started("user", Bodies.class);
        Path path = Files.writeString(dir.resolve("open"), "text").toRealPath();
        AsyncFile file = user.service(AsyncFiles.class).open(path);
        AsyncPipe cat = user.service(AsyncPipes.class).start("cat");
        AsyncDbCursor cursor = user.service(AsyncDbCursors.class).open(database.source());
        long pid = cat.pids().get(0);
        var afterwards = new ConcurrentLinkedQueue<Object>();
        Coro reader = user.scheduler()
                .spawn("reader", user.body(Bodies.Does.class, (Callable<Object>) () -> cat.readLine(), afterwards));

        if (way.equals("stop")) io.stop();
        else Container.update(io);

        var failed = assertInstanceOf(Outcome.Failed.class, reader.tryJoin(SOON).orElseThrow());
        assertEquals(IoClosedException.class.getName(), failed.failure().type());
        assertFalse(file.isOpen());
        assertFalse(cat.isOpen());
        assertFalse(cursor.isOpen());
        assertThrows(IoClosedException.class, file::readLine);
        assertThrows(IoClosedException.class, () -> cursor.execute("select 1"));
        assertEquals(0, descriptors(path));
        assertEquals(0, database.open());
        assertFalse(alive(pid));

        io.start();
        try (AsyncFile again = user.service(AsyncFiles.class).open(path)) {
            assertEquals(Optional.of("text"), again.readLine());
        }
        try (AsyncPipe again = user.service(AsyncPipes.class).start("echo", "here")) {
            assertEquals(Optional.of("here"), again.readLine());
        }
    }

    @Test
    void shouldFindDataSourcesThatAreServices() throws Exception {
        TestBundle user = bundles.started("user", Bodies.class);
        AsyncDbCursors cursors = user.service(AsyncDbCursors.class);
        ServiceRegistration<DataSource> shop = offer("dataSourceName", "shop (test)");
        offer("osgi.jndi.service.name", "jdbc/stock");
        try (AsyncDbCursor cursor = cursors.open(DbSpec.named("shop (test)"));
                AsyncDbCursor other = cursors.open(DbSpec.named("jdbc/stock"))) {
            assertEquals(2, database.open());
            assertTrue(cursor.isOpen() && other.isOpen());
            assertEquals(List.of(io), List.of(shop.getReference().getUsingBundles()));
        }
        assertEquals(0, database.open());
        assertNull(shop.getReference().getUsingBundles(), "it was given back");
        var none = assertThrows(DbException.class, () -> cursors.open(DbSpec.named("no such")));
        assertEquals("no connection: no such: there is no such data source", none.getMessage());
    }

    @Test
    void shouldHeedItsConfiguration() throws Exception {
        TestBundle user = bundles.started("user", Bodies.class);
        AsyncPipes pipes = user.service(AsyncPipes.class);
        var configuration = configurations.set("com.acme.coro.io", Map.of("pipe.programs", 1));
        try (AsyncPipe first = pipes.start("cat")) {
            Await.until(SOON, "a second one is refused", () -> {
                try (AsyncPipe second = pipes.start("cat")) {
                    return !second.isOpen();
                } catch (IllegalStateException refused) {
                    return refused.getMessage().contains("pipe.programs=1");
                }
            });
            assertTrue(first.isOpen(), "a change leaves alone what runs");
        }
        configuration.update(new Hashtable<>(Map.of("file.threads", 0)));
        log.expect(LogLevel.ERROR, "file.threads must be within 1..1024: 0");
    }
}
