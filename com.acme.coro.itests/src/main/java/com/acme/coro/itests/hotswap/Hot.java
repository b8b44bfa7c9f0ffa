package com.acme.coro.itests.hotswap;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What the tests of swaps have in common. */
final class Hot implements BeforeEachCallback {
    static final String PID = "com.acme.coro.hotswap";
    static final Duration SOON = Duration.ofSeconds(30);

    private long before;

    @Override
    public void beforeEach(ExtensionContext test) {
        List<SwapReport> all = swaps().reports();
        before = all.isEmpty() ? 0 : all.get(all.size() - 1).id();
    }

    static HotSwap swaps() {
        return Container.service(HotSwap.class);
    }

    /** The coroutine that starts with the meter's bundle. */
    static Coro meter() {
        return Await.present("there is a meter", () -> Container.scheduler().locate(Meters.SERVER));
    }

    /** What a meter says. */
    static Object read(Coro meter) {
        return meter.ask(asker -> asker, SOON);
    }

    static void update(Bundle bundle, SourceJar jar) throws BundleException {
        bundle.update(stream(jar));
    }

    static InputStream stream(SourceJar jar) {
        return new ByteArrayInputStream(jar.bytes());
    }

    /** The last report before this test. */
    long before() {
        return before;
    }

    /** The first report of this test. */
    SwapReport report() {
        return report(0);
    }

    /** One of the reports of this test, as soon as it is there. */
    SwapReport report(int index) {
        return Await.present(
                "report " + index,
                () -> reports().size() > index ? Optional.of(reports().get(index)) : Optional.empty());
    }

    /** The reports of this test so far. */
    List<SwapReport> reports() {
        // of coroutines that a test before this one left waiting
        return swaps().reports().stream()
                .filter(r -> r.id() > before && !r.reason().equals("all had ended while they waited"))
                .toList();
    }
}
