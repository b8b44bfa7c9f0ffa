package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundles;
import java.util.Hashtable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** A function's service goes and comes, or its bundle is another one. */
public class ServiceTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Hot hot = new Hot();

    private static ServiceRegistration<?> offer(String answer) {
        var properties = new Hashtable<String, Object>();
        properties.put(CoroConstants.FUNCTION, "test.offered");
        CoroFunction function = (self, args) -> {
            self.swappable(true);
            while (true) {
                if (self.receive() instanceof Coro asker) asker.send(answer);
            }
        };
        return Container.context().registerService(CoroFunction.class, function, properties);
    }

    @Test
    void shouldWaitForItsServiceWhileTheBundleStays() {
        ServiceRegistration<?> first = offer("first");
        Coro coro = Container.scheduler().start("test.offered");
        assertEquals("first", Hot.read(coro));

        first.unregister();
        ServiceRegistration<?> second = offer("second");

        assertEquals("second", Hot.read(coro));
        coro.terminate("the test is over");
        coro.join();
        second.unregister();
    }

    @Test
    void shouldGoOnInABundleOfTheSameNameThatIsInstalledAfterwards() throws Exception {
        Bundle first = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(7);
        first.uninstall();

        bundles.started(Meters.version("2.0.0").jar());

        assertEquals("2.0.0: 7", Hot.read(meter));
        assertEquals(SwapReport.Result.SWAPPED, hot.report().result());
    }
}
