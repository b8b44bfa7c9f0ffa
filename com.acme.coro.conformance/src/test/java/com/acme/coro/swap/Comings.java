package com.acme.coro.swap;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Decides about swaps as simply as can be: whoever leaves a function waits for the next one of its name. */
final class Comings implements SwapHandler {
    final List<SwapControl.Departure> departures = new ArrayList<>();
    /** Closed by who has another decide. */
    final Scheduler.Registration handling;
    /** Which function came, and what happened. */
    final List<String> failures = new ArrayList<>();

    private final List<SwapControl.Entry> held = new ArrayList<>();
    private boolean holdsBack;

    private final SwapControl control;
    private final Duration quiesce;
    private final Duration holder;
    private final Conversion conversion;

    Comings(SwapControl control, Duration quiesce, Conversion conversion) {
        this(control, quiesce, SwapControl.HOLDER, conversion);
    }

    Comings(SwapControl control, Duration quiesce, Duration holder, Conversion conversion) {
        this.control = control;
        this.quiesce = quiesce;
        this.holder = holder;
        this.conversion = conversion;
        handling = control.handle(this);
    }

    Comings(SwapControl control) {
        this(control, Duration.ofSeconds(10), Conversion.NONE);
    }

    /** From now on coroutines try, but do not enter. */
    void holdBack() {
        holdsBack = true;
    }

    /** The last one that tried. */
    SwapControl.Entry held() {
        return held.getLast();
    }

    @Override
    public void leaving(List<OfferedFunction> functions, boolean bundleStops) {
        departures.add(control.depart(functions, quiesce, holder, conversion));
    }

    @Override
    public void arrived(OfferedFunction function) {
        for (SwapControl.Departure d : departures) {
            for (SwapControl.Between b : d.between()) {
                if (!b.waiting() || !b.left().name().equals(function.name())) continue;
                try {
                    SwapControl.Entry entry = b.enter(function, conversion);
                    if (holdsBack) held.add(entry);
                    else entry.go();
                } catch (RuntimeException e) {
                    failures.add(e.getMessage());
                }
            }
        }
    }

    @Override
    public Conversion conversion(long fromBundle, long toBundle) {
        return conversion;
    }
}
