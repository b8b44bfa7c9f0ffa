package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.log.LogLevel;

/** A component with several configurations, each of which is an offer of its own. */
public class FactoryTest {
    private static final String FACTORY = "test.light.factory";
    private static final List<String> COLOURS = List.of("red", "blue", "green");

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    @RegisterExtension
    final LogBook log = new LogBook();

    private static SourceJar lights(String version) {
        return new SourceJar("test.light", version)
                .source("light.Light", """
                    package light;

                    import com.acme.coro.api.*;
                    import java.util.Map;

                    public final class Light implements CoroFunction {
                        private volatile Object colour;

                        public void activate(Map<String, Object> properties) {
                            colour = properties.get("colour");
                        }

                        @Override
                        public Object run(Self self, Object... args) {
                            int[] asked = {self.carried(Integer.class).orElse(0)};
                            self.swappable(() -> asked[0]);
                            while (true) {
                                if (self.receive() instanceof Coro asker) {
                                    asker.send("${VERSION} " + colour + " " + ++asked[0]);
                                }
                            }
                        }
                    }
                    """.replace("${VERSION}", version))
                .component(
                        "light.Light",
                        "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"light.Light\""
                                + " configuration-policy=\"require\" configuration-pid=\"" + FACTORY + "\""
                                + " activate=\"activate\">"
                                + "<property name=\"coro.start.daemon\" type=\"Boolean\" value=\"true\"/>"
                                + "<service><provide interface=\"com.acme.coro.api.CoroFunction\"/></service>"
                                + "<implementation class=\"light.Light\"/></scr:component>");
    }

    private static Map<String, Object> values(String colour, String function) {
        return Map.of("colour", colour, "coro.function.name", function, "coro.start.name", "light." + colour);
    }

    private static Coro light(String colour) {
        return Await.present(
                "there is a light: " + colour, () -> Container.scheduler().locate("light." + colour));
    }

    private static Optional<CoroState> state(Coro c) {
        return Container.service(Coroutines.class).status(c).map(s -> s.state());
    }

    @Test
    void shouldKeepEachConfigurationsInstance() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.wait", 1_500L));
        Bundle bundle = bundles.started(lights("1.0.0"));
        var made = new LinkedHashMap<String, Configuration>();
        var lights = new LinkedHashMap<String, Coro>();
        for (String colour : COLOURS) {
            made.put(colour, configurations.add(FACTORY, values(colour, "test.light")));
            lights.put(colour, light(colour));
        }
        for (String colour : COLOURS) assertEquals("1.0.0 " + colour + " 1", Hot.read(lights.get(colour)));

        Hot.update(bundle, lights("2.0.0"));
        for (String colour : COLOURS) assertEquals("2.0.0 " + colour + " 2", Hot.read(lights.get(colour)));

        configurations.delete(made.get("green"));
        Await.until(
                "green waits or has ended",
                () -> state(lights.get("green")).orElse(CoroState.BETWEEN) == CoroState.BETWEEN);
        assertEquals("2.0.0 red 3", Hot.read(lights.get("red")));
        assertEquals("2.0.0 blue 3", Hot.read(lights.get("blue")));
        Outcome how = lights.get("green").tryJoin(Hot.SOON).orElseThrow();
        assertTrue(how instanceof Outcome.CodeGone, how::toString);
        assertEquals("2.0.0 red 4", Hot.read(lights.get("red")));
        assertEquals(List.of(), log.texts(LogLevel.ERROR));
        bundle.uninstall();
    }

    @Test
    void shouldFreeTheOldNameWhereAConfigurationRenamesItsFunction() throws Exception {
        bundles.started(lights("1.0.0"));
        Configuration configuration = configurations.add(FACTORY, values("red", "test.light"));
        Coro before = light("red");
        assertEquals("1.0.0 red 1", Hot.read(before));

        configuration.update(new Hashtable<>(values("red", "test.lamp")));

        Coro after = Await.present(
                "another one is started",
                () -> Container.scheduler().locate("light.red").filter(c -> !c.equals(before)));
        assertEquals("1.0.0 red 1", Hot.read(after));
        assertTrue(before.tryJoin(Hot.SOON).orElseThrow() instanceof Outcome.CodeGone);
        assertEquals(List.of(), log.texts(LogLevel.ERROR));
    }
}
