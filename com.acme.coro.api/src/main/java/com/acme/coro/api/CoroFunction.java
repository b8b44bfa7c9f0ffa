package com.acme.coro.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A named body that a bundle offers as a service, with the property {@value CoroConstants#FUNCTION}. Coroutines of it
 * are started by that name ({@link Scheduler#start(String, Object...)}) or with the bundle ({@link Start}).
 *
 * <pre>{@code
 * @Component
 * @FunctionName("meter")
 * @Parameters({String.class})
 * public final class Meter implements CoroFunction {
 *     @Override
 *     public Object run(Self self, Object... args) {
 *         String unit = (String) args[0];
 *         while (true) self.log().info("{} {}", self.receive(), unit);
 *     }
 * }
 * }</pre>
 *
 * <p>Several coroutines may run one function object at the same time: what belongs to one coroutine belongs into local
 * variables. Where two services offer one name, the one that ranks higher is used.
 */
@ConsumerType
@FunctionalInterface
public interface CoroFunction {
    /**
     * Runs on the coroutine's own (virtual) thread.
     *
     * @param self what the coroutine holds of itself
     * @param args what the coroutine was started with; never null, none of them null
     * @return the coroutine's value; {@code null} says that there is none
     * @throws Exception ends the coroutine with {@link Outcome.Failed}
     */
    Object run(Self self, Object... args) throws Exception;
}
