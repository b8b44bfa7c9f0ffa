package com.acme.coro.itests.code;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Parameters;
import com.acme.coro.api.Self;
import com.acme.coro.api.Start;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Functions that are components. */
public final class Offered {
    private Offered() {}

    /** Adds. */
    @Component
    @FunctionName("test.add")
    @Parameters({Integer.class, Number.class})
    public static final class Adds implements CoroFunction {
        @Override
        public Object run(Self self, Object... args) {
            return (Integer) args[0] + ((Number) args[1]).intValue();
        }
    }

    /** Takes types that have no class name of their own. */
    @Component
    @FunctionName("test.describe")
    @Parameters({int.class, String[].class, List.class})
    public static final class Describes implements CoroFunction {
        @Override
        public Object run(Self self, Object... args) {
            return args[0] + " " + ((String[]) args[1]).length + " " + args[2];
        }
    }

    /** Tells its own name to whoever asks; one of it starts with its bundle. */
    @Component
    @FunctionName("test.serve")
    @Start(name = "test.server", publish = true, daemon = true)
    public static final class Serves implements CoroFunction {
        @Override
        public Object run(Self self, Object... args) {
            while (true) {
                if (self.receive() instanceof Coro asker) asker.send(self.name());
                else self.unhandled();
            }
        }
    }

    /** The same on a scheduler that is not there without a configuration. */
    @Component
    @FunctionName("test.serve.further")
    @Start(name = "test.server.further", scheduler = "further")
    public static final class ServesFurther implements CoroFunction {
        @Override
        public Object run(Self self, Object... args) {
            return self.receive();
        }
    }
}
