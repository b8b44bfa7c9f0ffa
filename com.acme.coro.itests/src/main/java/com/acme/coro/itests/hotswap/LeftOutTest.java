package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.log.LogLevel;

/** Updates without what swaps need, and what becomes of those that wait when it goes. */
public class LeftOutTest {
    private static final String CODEC = "com.acme.coro.codec";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final LogBook log = new LogBook();

    @AfterEach
    void startAll() throws BundleException {
        Container.bundle(Hot.PID).start();
        Container.bundle(CODEC).start();
        Hot.swaps();
    }

    private static Coro startedAnew(Coro before) {
        return Await.present(
                "another meter is started",
                () -> Container.scheduler().locate(Meters.SERVER).filter(c -> !c.equals(before)));
    }

    @Test
    void shouldEndWithItsBundleWhereNobodySwaps() throws Exception {
        Container.bundle(Hot.PID).stop();
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(meter));

        Hot.update(bundle, Meters.version("2.0.0").jar());

        assertInstanceOf(Outcome.CodeGone.class, meter.join());
        assertEquals("2.0.0: 0", Hot.read(startedAnew(meter)));
    }

    @Test
    void shouldCarryWhatHoldsNoClassOfTheBundleWithoutACodec() throws Exception {
        Container.bundle(CODEC).stop();
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(7);
        assertEquals("1.0.0: 7", Hot.read(meter));

        Hot.update(bundle, Meters.version("2.0.0").jar());

        assertEquals("2.0.0: 7", Hot.read(meter));
    }

    @Test
    void shouldEndWithTheReasonWhatWouldNeedACodec() throws Exception {
        Container.bundle(CODEC).stop();
        Meters typed = Meters.version("1.0.0")
                .members("@Transferable public record State(int sum) {}")
                .state("new State(sum[0])", "self.carried(State.class).map(State::sum).orElse(0)");
        Bundle bundle = bundles.started(typed.jar());
        Coro meter = Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(meter));

        Hot.update(bundle, typed.jar());

        Outcome how = meter.join();
        assertTrue(how instanceof Outcome.CodeGone gone && gone.toString().contains(CODEC), how::toString);
    }

    @Test
    void shouldEndThoseThatWaitWhenTheHotSwapBundleStopsAndSaySo() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(meter));
        bundle.stop();
        meter.send(1);

        Container.bundle(Hot.PID).stop();

        assertInstanceOf(Outcome.CodeGone.class, meter.join());
        log.expect(LogLevel.WARN, "the hot swap bundle was stopped, or the framework");
        log.expect(LogLevel.WARN, "dead letter: coro=" + meter);
    }
}
