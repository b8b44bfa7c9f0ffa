package com.acme.coro.testkit;

import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs each {@link CoroTest} on the carriers and with the references that it asks for. */
public final class CoroExtension implements TestTemplateInvocationContextProvider {
    private static final String OPEN = "--add-opens java.base/java.lang=ALL-UNNAMED";

    /** For JUnit. */
    public CoroExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(CoroTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var method = context.getRequiredTestMethod();
        var test = method.getAnnotation(CoroTest.class);
        var parameters = Arrays.asList(method.getParameterTypes());
        var settings = RuntimeSettings.DEFAULT
                .cleanupGrace(Duration.parse(test.cleanupGrace()))
                .stopGrace(Duration.parse(test.stopGrace()))
                .longTurn(Duration.parse(test.longTurn()))
                .deepMailbox(test.deepMailbox());
        var ways = parameters.contains(Refs.class) ? List.of(false, true) : List.of(false);
        var all = new ArrayList<TestTemplateInvocationContext>();
        for (Carrier carrier : test.carriers()) {
            for (boolean loopback : ways) {
                all.add(new Invocation(
                        settings.carrier(carrier),
                        parameters.contains(VirtualTime.class),
                        ways.size() > 1,
                        loopback,
                        test.throughCodec()));
            }
        }
        return all.stream();
    }

    private record Invocation(
            RuntimeSettings settings, boolean virtualTime, boolean tellsRefs, boolean loopback, boolean throughCodec)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            var carriers = settings.carrier().name().toLowerCase(java.util.Locale.ROOT) + " carriers";
            return tellsRefs ? carriers + (loopback ? ", loop-back references" : ", local references") : carriers;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            var runtime = new RuntimePerTest(settings, virtualTime, loopback, throughCodec);
            if (settings.carrier() != Carrier.OWN) return List.of(runtime);
            ExecutionCondition open = context -> ownCarriersAllowed()
                    ? ConditionEvaluationResult.enabled("own carriers are allowed")
                    : ConditionEvaluationResult.disabled("own carriers need " + OPEN);
            return List.of(open, runtime);
        }

        private static boolean ownCarriersAllowed() {
            return Thread.class
                    .getModule()
                    .isOpen("java.lang", CoroExtension.class.getClassLoader().getUnnamedModule());
        }
    }
}
