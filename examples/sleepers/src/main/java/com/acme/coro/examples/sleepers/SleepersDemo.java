package com.acme.coro.examples.sleepers;

import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets ten coroutines sleep and checks that they did it at the same time. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=10", "coro.demo.title=Ten coroutines sleep at the same time"})
public final class SleepersDemo implements Callable<String> {
    private static final int SLEEPERS = 10;
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final Scheduler coros;
    private final Sleepers sleepers;

    /**
     * For the component runtime.
     *
     * @param coros runs the check
     * @param sleepers what is checked
     */
    @Activate
    public SleepersDemo(@Reference Scheduler coros, @Reference Sleepers sleepers) {
        this.coros = coros;
        this.sleepers = sleepers;
    }

    @Override
    @SuppressWarnings("unchecked")
    public String call() {
        var random = new Random();
        List<Duration> naps = Stream.generate(() -> Duration.ofMillis(random.nextInt(200, 700)))
                .limit(SLEEPERS)
                .toList();
        Duration sum = naps.stream().reduce(Duration.ZERO, Duration::plus);
        Duration longest = naps.stream().max(Duration::compareTo).orElseThrow();
        Duration limit = longest.plus(MARGIN);

        var night = coros.spawn("night", self -> sleepers.sleep(naps));
        if (night.tryJoin(limit).isEmpty()) {
            throw new IllegalStateException("not everybody was awake " + seconds(limit) + " after the start");
        }
        var ended = (List<Duration>) night.value();
        if (ended.size() != SLEEPERS) throw new IllegalStateException(ended.size() + " of " + SLEEPERS + " woke up");
        return String.format(
                "%d naps, %s in all, the longest %s: everybody was awake within %s%nin this order: %s",
                SLEEPERS,
                seconds(sum),
                seconds(longest),
                seconds(limit),
                ended.stream().map(SleepersDemo::seconds).collect(Collectors.joining(", ")));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1e3);
    }
}
