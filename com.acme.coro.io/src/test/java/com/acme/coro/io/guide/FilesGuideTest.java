package com.acme.coro.io.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.DbRow;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.io.IoFailedException;
import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.api.io.TooLongException;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.io.db.CursorsOfProcess;
import com.acme.coro.io.db.DataSources;
import com.acme.coro.io.file.FilesOfProcess;
import com.acme.coro.io.pipe.PipesOfProcess;
import com.acme.coro.testkit.CoroTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the guide's chapter on files, programs and databases")
class FilesGuideTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final BiConsumer<String, Throwable> FAILS = (what, why) -> {
        throw new AssertionError(what, why);
    };

    @TempDir
    private Path dir;

    /** Runs in a coroutine. */
    private interface Body<S> {
        Object run(S service) throws Exception;
    }

    private static <S> void run(Scheduler coros, S service, Body<S> body) {
        Outcome how = coros.spawn("reader of the guide", self -> body.run(service))
                .tryJoin(SOON)
                .orElseThrow();
        if (how instanceof Outcome.Failed failed)
            throw new AssertionError(failed.failure().toString());
    }

    private static void withFiles(CoroRuntime runtime, Body<AsyncFiles> body) {
        try (var all = new FilesOfProcess(runtime.parking(), System::nanoTime, 4, FAILS);
                var files = all.ofBundle()) {
            run(runtime.scheduler("default"), files, body);
        }
    }

    private static void withPipes(CoroRuntime runtime, Body<AsyncPipes> body) {
        try (var all = new PipesOfProcess(runtime.parking(), System::nanoTime, 8, FAILS);
                var pipes = all.ofBundle()) {
            run(runtime.scheduler("default"), pipes, body);
        }
    }

    private static void withCursors(CoroRuntime runtime, Body<AsyncDbCursors> body) {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1");
        source.setUser("sa");
        try (var all = new CursorsOfProcess(runtime.parking(), System::nanoTime, 8, FAILS);
                var cursors = all.ofBundle(name -> Optional.of(new DataSources.Loan(source, () -> {})))) {
            run(runtime.scheduler("default"), cursors, body);
        }
    }

    @CoroTest
    void shouldReadLines(CoroRuntime runtime) throws Exception {
        Path path = Files.writeString(dir.resolve("errors.log"), "ok\nERROR disk\nok\nERROR net\n");
        withFiles(runtime, files -> {
            // snippet: lines
            int errors = 0;
            try (AsyncFile log = files.open(path)) {
                for (var line = log.readLine(); line.isPresent(); line = log.readLine()) {
                    if (line.get().startsWith("ERROR")) errors++;
                }
            }
            // end
            assertEquals(2, errors);
            return null;
        });
    }

    @CoroTest
    void shouldWrite(CoroRuntime runtime) throws Exception {
        Path path = dir.resolve("out");
        withFiles(runtime, files -> {
            // snippet: write
            try (AsyncFile out = files.open(path, CREATE, WRITE)) {
                out.write("one line\n");
                out.write(new byte[] {1, 2, 3});
                out.sync(); // the disk has it
                out.writeAt(0, ByteBuffer.wrap("ONE".getBytes(StandardCharsets.UTF_8)));
            }
            // end
            assertEquals("ONE line\n\1\2\3", Files.readString(path));
            return null;
        });
    }

    @CoroTest
    void shouldTellTheEndFromTheRest(CoroRuntime runtime) throws Exception {
        Path path = Files.writeString(dir.resolve("data"), "0123456789");
        withFiles(runtime, files -> {
            try (AsyncFile file = files.open(path)) {
                // snippet: three-ends
                Optional<byte[]> some = file.read(4); // 1 to 4 bytes; empty at the end
                assertThrows(TooLongException.class, () -> file.readAll(5)); // more than 5 are left, nothing is taken
                byte[] rest = file.readAll(6);
                Optional<byte[]> none = file.read(4); // the end
                // end
                assertEquals("0123", new String(some.orElseThrow(), UTF_8));
                assertEquals("456789", new String(rest, UTF_8));
                assertTrue(none.isEmpty());
            }
            Path missing = dir.resolve("missing");
            // snippet: missing
            var failed = assertThrows(IoFailedException.class, () -> files.open(missing));
            assertEquals("opening failed: " + missing + ": there is no such file", failed.getMessage());
            // end
            return null;
        });
    }

    @CoroTest
    void shouldTalkToAProgram(CoroRuntime runtime) {
        withPipes(runtime, pipes -> {
            // snippet: talk
            try (AsyncPipe sort = pipes.start("sort")) {
                sort.write("pear\napple\n");
                sort.closeOutput(); // sort sees the end of its input
                assertEquals(Optional.of("apple"), sort.readLine());
                assertEquals(List.of(0), sort.join()); // its exit status
            }
            // end
            // snippet: communicate
            byte[] text = "one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8);
            try (AsyncPipe chain = pipes.start(PipeSpec.of("cat").pipe("grep", "-c", "o"))) {
                AsyncPipe.Finished done = chain.communicate(text, 1 << 20, Duration.ofSeconds(20));
                assertEquals("2\n", new String(done.output(), StandardCharsets.UTF_8));
                assertEquals(List.of(0, 0), done.statuses());
            }
            // end
            return null;
        });
    }

    @CoroTest
    void shouldEndPrograms(CoroRuntime runtime) {
        withPipes(runtime, pipes -> {
            // snippet: kill
            try (AsyncPipe sleeper = pipes.start("sleep", "1000")) {
                assertThrows(CoroTimeoutException.class, () -> sleeper.readLine(Duration.ofMillis(10)));
                assertEquals(Optional.empty(), sleeper.tryJoin(Duration.ofMillis(10))); // it runs on
                List<Integer> statuses = sleeper.kill(Duration.ofSeconds(20)); // asks it, and kills it after 20 s
                assertEquals(List.of(128 + 15), statuses); // it went when it was asked
            }
            // end
            return null;
        });
    }

    @CoroTest
    void shouldUseADatabase(CoroRuntime runtime, Scheduler coros) {
        withCursors(runtime, cursors -> {
            var sums = new ArrayList<String>();
            // snippet: database
            try (AsyncDbCursor cursor = cursors.open(DbSpec.named("shop").fetchSize(50))) {
                cursor.execute("create table if not exists sales (item varchar(20), price decimal(9, 2))");
                cursor.executeMany("insert into sales values (?, ?)", List.of(List.of("pear", 2), List.of("apple", 1)));
                cursor.commit();
                cursor.execute("select item, price from sales where price > ? order by item", 0);
                for (DbRow row : cursor.rows()) { // fifty at a time
                    sums.add(row.get("item", String.class) + " " + row.get("price", Double.class));
                }
            } // what is not committed is rolled back
            // end
            assertEquals("apple 1.0", sums.get(0));
            // snippet: cancel
            try (AsyncDbCursor cursor = cursors.open(DbSpec.named("shop"))) {
                assertThrows(
                        CoroTimeoutException.class,
                        () -> cursor.execute(
                                Duration.ofMillis(100),
                                "select count(*) from system_range(1, 1000000000000) where mod(x, 7) = 8"));
                cursor.rollback(); // the statement is over, in the database too
                cursor.execute("select count(*) from sales");
            }
            // end
            return null;
        });
    }

    @CoroTest
    void shouldHandOver(CoroRuntime runtime, Scheduler coros) throws Exception {
        Path path = Files.writeString(dir.resolve("rest"), "one\ntwo\n");
        withFiles(runtime, files -> {
            AsyncFile file = files.open(path);
            // snippet: lost-nothing
            Coro first = coros.spawn("first", self -> file.readLine());
            first.terminate("not needed any more"); // perhaps while the disk is at it
            first.join();
            Optional<String> line = file.readLine(); // the first line, or the second if the first was returned
            // end
            assertTrue(line.isPresent());
            return null;
        });
    }
}
