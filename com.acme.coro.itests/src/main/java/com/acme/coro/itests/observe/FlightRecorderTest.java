package com.acme.coro.itests.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What the flight recorder has of coroutines. */
public class FlightRecorderTest {
    @RegisterExtension
    final Configurations configurations = new Configurations();

    @TempDir
    Path folder;

    @Test
    void shouldRecordSpawnEndLongTurnDeepMailboxAndDeadLetter() throws Exception {
        configurations.addScheduler("recorded", Map.of("long.turn", 30L, "deep.mailbox", 5));
        Scheduler coros = Container.service(Scheduler.class, Container.schedulerCalled("recorded"));
        var reported = new CountDownLatch(1);
        var listener = Container.context()
                .registerService(
                        CoroListener.class,
                        event -> {
                            if (event instanceof CoroEvent.LongTurn turn
                                    && turn.coro().name().equals("busy")) reported.countDown();
                        },
                        null);
        Coro busy;
        Path file = folder.resolve("coro.jfr");
        try (var recording = new Recording()) {
            for (String event : List.of("Spawn", "End", "LongTurn", "DeepMailbox", "DeadLetter")) {
                recording.enable("com.acme.coro." + event);
            }
            recording.start();
            busy = coros.spawn("busy", self -> {
                // a busy machine may keep the watchdog from looking for a while
                long from = System.nanoTime();
                while (reported.getCount() > 0 && System.nanoTime() - from < 20_000_000_000L) Thread.onSpinWait();
                return self.receive(String.class);
            });
            for (int i = 0; i < 6; i++) busy.send(i);
            busy.send("enough");
            busy.value(Duration.ofSeconds(30));
            recording.stop();
            recording.dump(file);
        } finally {
            listener.unregister();
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        RecordedEvent spawn = only(events, "Spawn", busy);
        assertEquals("recorded", spawn.getString("scheduler"));
        assertEquals("com.acme.coro.itests", spawn.getString("bundle"));
        RecordedEvent end = only(events, "End", busy);
        assertEquals("Returned", end.getString("outcome"));
        assertTrue(end.getLong("turns") >= 1);
        RecordedEvent turn = of(events, "LongTurn", busy).get(0);
        assertTrue(turn.getDuration("lasting").toMillis() >= 30);
        assertTrue(turn.getString("at").contains("FlightRecorderTest"), () -> turn.getString("at"));
        assertEquals(5, only(events, "DeepMailbox", busy).getInt("depth"));
        List<RecordedEvent> letters = of(events, "DeadLetter", busy);
        assertEquals(6, letters.size());
        assertEquals("UNREAD", letters.get(0).getString("reason"));
        assertEquals("java.lang.Integer", letters.get(0).getString("type"));
    }

    @Test
    void shouldNotRecordTheWarmUp() throws Exception {
        Path file = folder.resolve("start.jfr");
        Bundle bundle = Container.bundle("com.acme.coro.scheduler");
        try (var recording = new Recording()) {
            recording.enable("com.acme.coro.Spawn");
            recording.start();
            Container.renew(bundle); // new classes have to be warmed up anew
            Container.scheduler().spawn("new", self -> self.name()).join();
            Await.until(
                    "the warm-up is over",
                    () -> Container.service(Coroutines.class).settled());
            recording.stop();
            recording.dump(file);
        }

        Set<String> schedulers = RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().equals("com.acme.coro.Spawn"))
                .map(e -> e.getString("scheduler"))
                .collect(Collectors.toSet());
        assertEquals(Set.of("default"), schedulers);
    }

    private static RecordedEvent only(List<RecordedEvent> events, String type, Coro coro) {
        List<RecordedEvent> found = of(events, type, coro);
        assertEquals(1, found.size(), () -> type + ": " + found);
        return found.get(0);
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String type, Coro coro) {
        return events.stream()
                .filter(e -> e.getEventType().getName().equals("com.acme.coro." + type))
                .filter(e -> e.getString("coro").equals(coro.toString()))
                .toList();
    }
}
