package com.acme.coro.examples.sleepers;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Many coroutines sleep at the same time: all of it takes as long as the longest nap. A sleeping coroutine holds no
 * thread.
 */
@Component(service = Sleepers.class)
public final class Sleepers {
    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs the sleepers
     */
    @Activate
    public Sleepers(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /**
     * Starts a sleeper for each nap and waits until all are awake.
     *
     * @param naps how long each sleeps
     * @return the naps in the order in which they ended
     */
    public List<Duration> sleep(List<Duration> naps) {
        var ended = new ArrayList<Duration>(); // all sleepers write to it, one at a time: no lock
        var sleepers = new ArrayList<Coro>();
        for (Duration nap : naps) {
            sleepers.add(coros.spawn("sleeper", self -> {
                self.sleep(nap); // this coroutine waits, the others go on
                ended.add(nap);
                return null;
            }));
        }
        for (Coro sleeper : sleepers) sleeper.join();
        return ended;
    }
}
