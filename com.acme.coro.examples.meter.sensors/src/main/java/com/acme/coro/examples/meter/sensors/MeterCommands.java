package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.Scheduler;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** For a shell: {@code meter:start}, then update the meter's bundle as you like, {@code meter:show}, {@code meter:stop}. */
@Component(
        service = MeterCommands.class,
        immediate = true, // a shell lets go of it after each command, and it is to remember what runs
        property = {
            "osgi.command.scope=meter",
            "osgi.command.function=start",
            "osgi.command.function=show",
            "osgi.command.function=stop"
        })
public final class MeterCommands {
    private static final int PER_SECOND = 1_000;

    private final Scheduler coros;
    // what runs now; null if nothing does
    private final AtomicReference<Measurement> running = new AtomicReference<>();

    /**
     * For the component runtime.
     *
     * @param coros runs the sensors
     */
    @Activate
    public MeterCommands(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /** {@code meter:start}. */
    public void start() {
        if (running.get() != null)
            throw new IllegalStateException("sensors are sending already: meter:stop stops them");
        running.set(new Measurement(coros, PER_SECOND));
        print("sending about " + PER_SECOND + " readings a second");
    }

    /** {@code meter:show}. */
    public void show() {
        print(measurement(running.get()).figures());
    }

    /** {@code meter:stop}. */
    public void stop() {
        print(measurement(running.getAndSet(null)).stop());
    }

    private static Measurement measurement(Measurement now) {
        if (now == null) throw new IllegalStateException("no sensor is sending: meter:start starts them");
        return now;
    }

    /** To the session; what a command returns, not every shell shows. */
    private static void print(Object what) {
        System.out.println(what);
        System.out.flush();
    }
}
