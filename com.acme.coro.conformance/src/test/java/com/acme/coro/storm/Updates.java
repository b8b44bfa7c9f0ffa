package com.acme.coro.storm;

import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Coroutines that leave a function wait for the next one of its name, or are ended. */
final class Updates implements SwapHandler {
    private final SwapControl control;
    private final List<SwapControl.Between> waiting = new ArrayList<>();
    volatile Duration quiesce = Duration.ZERO;

    Updates(SwapControl control) {
        this.control = control;
        control.handle(this);
    }

    @Override
    public void leaving(List<OfferedFunction> functions, boolean bundleStops) {
        SwapControl.Departure d = control.depart(functions, quiesce, Duration.ofMillis(50), Conversion.NONE);
        synchronized (this) {
            waiting.addAll(d.between());
        }
    }

    @Override
    public void arrived(OfferedFunction function) {
        for (SwapControl.Between b : taken(function.name())) {
            try {
                if (b.waiting()) b.enter(function, Conversion.NONE).go();
            } catch (RuntimeException ended) {
                b.end("it cannot enter: " + ended.getMessage());
            }
        }
    }

    private synchronized List<SwapControl.Between> taken(String name) {
        var all = waiting.stream().filter(b -> b.left().name().equals(name)).toList();
        waiting.removeAll(all);
        return all;
    }

    void endAll() {
        List<SwapControl.Between> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (SwapControl.Between b : all) b.end("enough");
    }

    @Override
    public Conversion conversion(long fromBundle, long toBundle) {
        return Conversion.NONE;
    }
}
