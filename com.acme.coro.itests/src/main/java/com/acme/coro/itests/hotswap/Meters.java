package com.acme.coro.itests.hotswap;

import com.acme.coro.itests.container.SourceJar;

/**
 * Versions of a bundle with a function that adds up numbers: it has the sum handed over, and tells whoever asks which
 * version it is, and the sum.
 */
final class Meters {
    static final String BUNDLE = "test.meter";
    static final String FUNCTION = "test.meter";
    static final String SERVER = "test.meter.server";

    private static final String CODE = """
        package meter;

        import com.acme.coro.api.*;

        public final class Meter implements CoroFunction {
            ${MEMBERS}

            @Override
            public Object run(Self self, Object... args) throws Exception {
                int[] sum = {${CARRIED}};
                self.daemon(true);
                self.swappable(() -> ${STATE});
                while (true) {
                    Object message = self.receive();
                    if (message instanceof Integer n) sum[0] += n;
                    else if (message instanceof Coro asker) asker.send("${VERSION}: " + sum[0]);
                    ${MORE}
                    else self.unhandled();
                }
            }
        }
        """;

    private String members = "";
    private String carried = "self.carried(Integer.class).orElse(0)";
    private String state = "sum[0]";
    private String more = "";
    private String function = FUNCTION;
    private String argument = "";
    private final String version;

    private Meters(String version) {
        this.version = version;
    }

    /** A version that does what it should. */
    static Meters version(String version) {
        return new Meters(version);
    }

    /** Further members of the class. */
    Meters members(String java) {
        members += java + "\n";
        return this;
    }

    /** The state, and how the sum is found in what was carried. */
    Meters state(String expression, String fromCarried) {
        state = expression;
        carried = fromCarried;
        return this;
    }

    /** Further cases for messages. */
    Meters more(String java) {
        more = java;
        return this;
    }

    /** Another name for the function. */
    Meters function(String name) {
        function = name;
        return this;
    }

    /** The function says what its only argument is. */
    Meters taking(String className) {
        argument = className;
        return this;
    }

    /** The jar of another bundle with that function, which starts no coroutine. */
    SourceJar rival(String symbolicName, int ranking) {
        return sources(new SourceJar(symbolicName, version))
                .function("meter.Meter", function, "service.ranking:Integer", String.valueOf(ranking));
    }

    /** The jar, to be added to. */
    SourceJar jar() {
        SourceJar jar = sources(new SourceJar(BUNDLE, version));
        return argument.isEmpty()
                ? jar.function("meter.Meter", function, "coro.start.name", SERVER)
                : jar.function("meter.Meter", function, "coro.parameters", argument);
    }

    private SourceJar sources(SourceJar jar) {
        return jar.source(
                "meter.Meter",
                CODE.replace("${MEMBERS}", members)
                        .replace("${CARRIED}", carried)
                        .replace("${STATE}", state)
                        .replace("${MORE}", more)
                        .replace("${VERSION}", version));
    }
}
