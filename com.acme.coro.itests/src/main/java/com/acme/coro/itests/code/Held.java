package com.acme.coro.itests.code;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** Functions that write down when their objects are made and when they are given back. */
public final class Held {
    private Held() {}

    /** What they have in common. */
    public abstract static class Written implements CoroFunction {
        private final Consumer<String> journal;
        private final String kind;

        Written(Consumer<String> journal, String kind) {
            this.journal = journal;
            this.kind = kind;
            journal.accept(kind + " made");
        }

        void givenBack() {
            journal.accept(kind + " given back");
        }

        @Override
        public Object run(Self self, Object... args) {
            journal.accept(kind + " runs");
            return self.receive();
        }
    }

    /** One object for all. */
    @Component(service = CoroFunction.class)
    @FunctionName("test.singleton")
    public static final class OfAll extends Written {
        @Activate
        public OfAll(@Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
            super(journal, "singleton");
        }

        @Deactivate
        void gone() {
            givenBack();
        }
    }

    /** One object for each bundle that asks, which is the scheduler's alone. */
    @Component(service = CoroFunction.class, scope = ServiceScope.BUNDLE)
    @FunctionName("test.bundle")
    public static final class OfBundle extends Written {
        @Activate
        public OfBundle(@Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
            super(journal, "bundle");
        }

        @Deactivate
        void gone() {
            givenBack();
        }
    }

    /** One object for each coroutine. */
    @Component(service = CoroFunction.class, scope = ServiceScope.PROTOTYPE)
    @FunctionName("test.prototype")
    public static final class OfCoroutine extends Written {
        @Activate
        public OfCoroutine(@Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
            super(journal, "prototype");
        }

        @Deactivate
        void gone() {
            givenBack();
        }
    }
}
