package com.acme.coro.itests.hotswap;

import com.acme.coro.itests.container.SourceJar;

/** Bundles with a function that counts what it is sent, and does more for each message. */
final class Counters {
    static final String FUNCTION = "test.counter";
    static final String SERVER = "test.counter.server";
    static final String SIBLING = "test.sibling";

    private static final String CODE = """
        package counter;

        import com.acme.coro.api.*;
        import java.time.Duration;

        public final class Counter implements CoroFunction {
            public volatile Scheduler coros;

            @Override
            public Object run(Self self, Object... args) throws Exception {
                int[] count = {self.carried(Integer.class).orElse(0)};
                self.swappable(() -> count[0]);
                ${BEFORE}
                while (true) {
                    Object message = self.receive();
                    if (message instanceof Coro asker) {
                        asker.send("${VERSION}: " + count[0]);
                    } else {
                        ${EACH}
                        count[0]++;
                    }
                }
            }
        }
        """;

    private static final String SIBLING_CODE = """
        package counter;

        import com.acme.coro.api.*;

        public final class Sibling implements CoroFunction {
            @Override
            public Object run(Self self, Object... args) {
                return "done";
            }
        }
        """;

    private Counters() {}

    /** It has a helper that takes half a second to clean up, and spawns for each message. */
    static SourceJar spawning(String version) {
        return component(
                "test.spawning",
                version,
                "coros.spawn(Spawn.named(\"helper\").daemon(true), s -> { try { return s.suspend(); }"
                        + " finally { s.sleep(Duration.ofMillis(500)); } });",
                "coros.spawn(Spawn.named(\"job\").daemon(true), s -> null);");
    }

    /** It starts another function of its bundle, which comes after it, for each message, and at its start. */
    static SourceJar starting(String version) {
        String start = "coros.start(\"" + SIBLING + "\");";
        return component("test.starting", version, start, start)
                .source("counter.Sibling", SIBLING_CODE)
                .function("counter.Sibling", SIBLING);
    }

    private static SourceJar component(String bundle, String version, String before, String each) {
        String code = CODE.replace("${BEFORE}", before).replace("${EACH}", each).replace("${VERSION}", version);
        return new SourceJar(bundle, version)
                .source("counter.Counter", code)
                .component(
                        "counter.Counter",
                        "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"counter.Counter\">"
                                + "<property name=\"coro.function.name\" value=\"" + FUNCTION + "\"/>"
                                + "<property name=\"coro.start.name\" value=\"" + SERVER + "\"/><property"
                                + " name=\"coro.start.daemon\""
                                + " type=\"Boolean\""
                                + " value=\"true\"/><service><provide"
                                + " interface=\"com.acme.coro.api.CoroFunction\"/></service><reference"
                                + " name=\"coros\""
                                + " interface=\"com.acme.coro.api.Scheduler\""
                                + " field=\"coros\"/><implementation"
                                + " class=\"counter.Counter\"/></scr:component>");
    }
}
