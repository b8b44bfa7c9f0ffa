package com.acme.coro.storm;

import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A storm in a process of its own, which can be stopped and be kept on one core. Arguments: carrier, seed, millis, load. */
final class StormProcess {
    private static final Duration ENDING = Duration.ofSeconds(10);

    private StormProcess() {}

    static RuntimeSettings settings(Carrier carrier) {
        return RuntimeSettings.DEFAULT
                .carrier(carrier)
                .cleanupGrace(Duration.ofMillis(20))
                .stopGrace(Duration.ofMillis(10))
                .stopLimit(Duration.ofSeconds(20))
                .longTurn(Duration.ofHours(1))
                .deepMailbox(1 << 30);
    }

    public static void main(String[] args) throws Exception {
        var ledger = new Ledger();
        listenToTheLog(ledger);
        for (int i = Integer.parseInt(args[3]); i > 0; i--) {
            Thread load = new Thread(
                    () -> {
                        while (true) Thread.onSpinWait();
                    },
                    "load");
            load.setDaemon(true);
            load.start();
        }
        var runtime = ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(settings(Carrier.valueOf(args[0])));
        var storm = new Storm(runtime, ledger, Long.parseLong(args[1]), Duration.ofMillis(Long.parseLong(args[2])));
        List<String> faults = storm.run();
        runtime.close();
        RealTime.within(ENDING, () -> left().isEmpty());
        List<String> left = left();
        System.out.println(storm);
        faults.stream().limit(20).forEach(f -> System.out.println("FAULT " + f));
        if (!left.isEmpty()) System.out.println("FAULT threads are left: " + left);
        System.out.println(faults.isEmpty() && left.isEmpty() ? "PASSED" : "FAILED");
        System.exit(0);
    }

    /** Thousands of ends by force are not printed; that events were dropped is said nowhere but in the log. */
    private static void listenToTheLog(Ledger ledger) {
        Logger root = Logger.getLogger("");
        for (Handler h : root.getHandlers()) root.removeHandler(h);
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getMessage().contains("events came too fast")) ledger.dropped();
            }

            @Override
            public void flush() {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is open
            }
        });
    }

    private static List<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("coro-"))
                .toList();
    }
}
