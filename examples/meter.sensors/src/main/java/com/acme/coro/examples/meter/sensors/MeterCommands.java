package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.Scheduler;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * For a shell: {@code meter:begin}, then update the meter's bundle as you like, {@code meter:figures}, {@code meter:end}. None of
 * them is called as one of the shell's own: without its scope that would be the wrong one.
 */
@Component(
        service = MeterCommands.class,
        immediate = true, // a shell lets go of it after each command, and it is to remember what runs
        property = {
            "osgi.command.scope=meter",
            "osgi.command.function=begin",
            "osgi.command.function=figures",
            "osgi.command.function=end"
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

    /** {@code meter:begin}. */
    public void begin() {
        if (running.get() != null) throw new IllegalStateException("sensors are sending already: meter:end stops them");
        running.set(new Measurement(coros, PER_SECOND));
        print("sending about " + PER_SECOND + " readings a second");
    }

    /** {@code meter:figures}. */
    public void figures() {
        print(measurement(running.get()).figures());
    }

    /** {@code meter:end}. */
    public void end() {
        print(measurement(running.getAndSet(null)).stop());
    }

    private static Measurement measurement(Measurement now) {
        if (now == null) throw new IllegalStateException("no sensor is sending: meter:begin starts them");
        return now;
    }

    /** To the session; what a command returns, not every shell shows. */
    private static void print(Object what) {
        System.out.println(what);
        System.out.flush();
    }
}
