package com.acme.coro.examples.switchboard.callers;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Updates the switchboard's bundle while callers talk to it over TLS, and looks whether a connection was lost. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=82", "coro.demo.title=A server of TLS connections, updated under traffic"})
public final class SwitchboardDemo implements Callable<String> {
    private static final int KEPT = 20;
    private static final int BRIEF = 3;
    private static final int ENOUGH = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Scheduler coros;
    private final AsyncSockets sockets;
    private final Update update;

    /**
     * For the component runtime.
     *
     * @param context finds the switchboard's bundle
     * @param coros runs the coroutines
     * @param sockets connects
     * @param hotSwap has the reports
     */
    @Activate
    public SwitchboardDemo(
            BundleContext context,
            @Reference Scheduler coros,
            @Reference AsyncSockets sockets,
            @Reference HotSwap hotSwap) {
        this.coros = coros;
        this.sockets = sockets;
        this.update = new Update(context, hotSwap);
    }

    @Override
    public String call() throws IOException, GeneralSecurityException, BundleException {
        if (!update.is(1)) update.to(1); // it was shown before
        var keys = new PublicKeys();
        Tls tls = sockets.tls(keys.server());
        var lines = new ArrayList<String>();
        Coro[] switchboard = new Coro[1];
        int port = (Integer) coros.spawn("opener", self -> {
                    switchboard[0] = coros.start("examples.switchboard", tls, self.coro());
                    return self.receive();
                })
                .value(PATIENCE);
        try {
            measure(ConnectSpec.to("localhost", port).tls(sockets.tls(keys.client())), lines);
        } finally {
            switchboard[0].terminate("the callers are done");
            switchboard[0].tryJoin(PATIENCE);
        }
        return String.join("\n", lines);
    }

    private void measure(ConnectSpec to, List<String> lines) throws IOException, BundleException {
        var tally = new Tally();
        var callers = new Callers(coros, sockets, to, tally, KEPT, BRIEF);
        int before;
        try {
            awaitMore(tally, 1);
            before = tally.connections();
            lines.add(line(tally, "version 1"));
            long last = update.to(2);
            await(tally, "the report of the swap", () -> update.report(last).isPresent());
            SwapReport swapped = update.report(last).orElseThrow();
            check(swapped.result() == SwapReport.Result.SWAPPED, "version 2 was to take over, but " + swapped);
            lines.add(phrase(swapped));
            awaitMore(tally, 2);
        } finally {
            callers.stop();
        }
        lines.add(line(tally, "version 2"));
        check(tally.lost() == 0, tally.lost() + " connections were lost, first: " + tally.why());
        long same = tally.staying(1, 2);
        lines.add(String.format(
                "%d connections before, the same %d after, %d new ones since; lost: %d; each word was answered once,"
                        + " in its turn",
                KEPT, same, tally.connections() - before, tally.lost()));
        check(same == KEPT, KEPT + " connections were to be answered by both versions, and not " + same);
    }

    /** Waits until many more answers have come, and from this version one on each connection that is kept. */
    private void awaitMore(Tally tally, int version) {
        int then = tally.answers() + ENOUGH;
        await(
                tally,
                ENOUGH + " more answers, those of version " + version + " on each connection",
                () -> tally.answers() >= then && tally.staying(version) == KEPT);
    }

    /** Looks again and again whether it is so, in a coroutine: nobody is kept from their turn. */
    private void await(Tally tally, String what, BooleanSupplier so) {
        Coro onlooker = coros.spawn("onlooker", self -> {
            while (!so.getAsBoolean() && tally.lost() == 0) self.sleep(GLANCE);
            return null;
        });
        if (onlooker.tryJoin(PATIENCE).isEmpty()) {
            onlooker.terminate("it took too long");
            throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what);
        }
        check(tally.lost() == 0, tally.lost() + " connections were lost, first: " + tally.why());
    }

    private static String line(Tally tally, String who) {
        return String.format(
                "%s answers: %d connections (%s) so far, %d answers",
                who, tally.connections(), tally.protocol(), tally.answers());
    }

    private static String phrase(SwapReport report) {
        return String.format(
                Locale.ROOT,
                "updated under traffic: %s to %s, %d coroutines with their sockets, a pause of %.1f ms",
                report.from().version(),
                report.to().version(),
                report.swapped(),
                report.phases().pause().toNanos() / 1e6);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }
}
