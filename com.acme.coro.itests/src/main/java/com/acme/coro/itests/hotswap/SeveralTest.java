package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** More than one bundle. */
public class SeveralTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    private static SourceJar messages(String version) {
        return new SourceJar("test.messages", version)
                .source("messages.Unit", "package messages; public final class Unit { }")
                .header("Export-Package", "messages");
    }

    @Test
    void shouldSwapAllBundlesOfARefreshTogether() throws Exception {
        Bundle messages = bundles.installed(messages("1.0.0"));
        SourceJar first = Meters.version("1.0.0").jar().header("Require-Bundle", "test.messages");
        SourceJar second = Meters.version("5.0.0")
                .function("test.second")
                .rival("test.second", 0)
                .header("Require-Bundle", "test.messages");
        bundles.started(first);
        bundles.started(second);
        Coro meter = Hot.meter();
        Coro other = Container.scheduler().start("test.second");
        meter.send(1);
        other.send(2);
        assertEquals("1.0.0: 1", Hot.read(meter));
        assertEquals("5.0.0: 2", Hot.read(other));

        Hot.update(messages, messages("2.0.0"));
        Container.refresh(messages);
        meter.send(10);
        other.send(20);

        assertEquals("1.0.0: 11", Hot.read(meter));
        assertEquals("5.0.0: 22", Hot.read(other));
        assertEquals(
                List.of(SwapReport.Result.SWAPPED, SwapReport.Result.SWAPPED),
                List.of(hot.report(0).result(), hot.report(1).result()));
        other.terminate("the test is over");
        other.join();
    }

    @Test
    void shouldGoOnInARivalThatCameWhileTheyWaited() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.wait", 5_000L));
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(7);
        assertEquals("1.0.0: 7", Hot.read(meter));

        Bundle rival = bundles.installed(Meters.version("8.0.0").rival("test.rival", 0));
        bundle.stop();
        rival.start();

        assertEquals("8.0.0: 7", Hot.read(meter));
        assertEquals("test.rival", hot.report().to().bundle());
        meter.terminate("the test is over");
        meter.join();
    }
}
