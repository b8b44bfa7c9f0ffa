package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapHandler;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Each coroutine that a swap touches is in one list")
class CountedHandOverTest {
    private static final int COROS = 400;
    private static final int UPDATES = 12;
    private static final int SEEDS = 2;

    /** Leaves while the time runs out: the number of ms is another one each time. */
    private static final class Hurried implements SwapHandler {
        private final SwapControl control;
        private final Random random;
        final List<SwapControl.Departure> departures = new ArrayList<>();

        Hurried(SwapControl control, Random random) {
            this.control = control;
            this.random = random;
        }

        @Override
        public void leaving(List<OfferedFunction> functions, boolean bundleStops) {
            departures.add(control.depart(functions, Duration.ofMillis(random.nextInt(21)), Conversion.NONE));
        }

        @Override
        public void arrived(OfferedFunction function) {
            for (SwapControl.Between b : departures.getLast().between()) {
                if (b.waiting()) b.enter(function, Conversion.NONE).go();
            }
        }

        @Override
        public Conversion conversion(long fromBundle, long toBundle) {
            return Conversion.NONE;
        }
    }

    private static CoroFunction restless(Random seeds) {
        return (self, args) -> {
            self.swappable(true);
            var random = new Random(seeds.nextLong());
            while (true) {
                if (random.nextInt(4) == 0) self.tryReceive(Duration.ofMillis(random.nextInt(5)));
                else self.yield();
                if (random.nextInt(3) == 0) work(random.nextInt(2_000));
            }
        };
    }

    private static void work(int spins) {
        for (int i = 0; i < spins; i++) Thread.onSpinWait();
    }

    @CoroTest(stopGrace = "PT0.5S")
    @DisplayName("400 coroutines, 12 updates, hardly any time: none stays between versions for ever")
    void shouldLeaveNoneBetweenVersions(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            var handler = new Hurried(control, random);
            Scheduler.Registration handling = control.handle(handler);
            Scheduler.Registration offer = runtime.offer("restless", restless(random));
            var all = new ArrayList<Coro>();
            for (int i = 0; i < COROS; i++) all.add(coros.start("restless"));
            for (int update = 1; update <= UPDATES; update++) {
                Set<Coro> before =
                        new HashSet<>(all.stream().filter(Coro::alive).toList());
                offer.close();
                SwapControl.Departure departure = handler.departures.getLast();
                List<Coro> listed = Stream.concat(
                                departure.between().stream().map(SwapControl.Between::coro),
                                departure.stayed().stream().map(SwapControl.Stayed::coro))
                        .toList();
                var missing = new HashSet<>(before);
                listed.forEach(missing::remove);
                assertEquals(Set.of(), missing, "seed " + seed + ", update " + update);
                assertEquals(before.size(), listed.size(), "each once: seed " + seed + ", update " + update);
                offer = runtime.offer("restless", restless(random));
                assertEquals(List.of(), between(runtime, all), "seed " + seed + ", update " + update);
            }
            coros.terminate();
            offer.close();
            handling.close();
        }
    }

    private static List<Coro> between(CoroRuntime runtime, List<Coro> all) {
        return all.stream()
                .filter(c -> runtime.coroutines()
                        .status(c)
                        .filter(s -> s.state() == CoroState.BETWEEN)
                        .isPresent())
                .toList();
    }
}
