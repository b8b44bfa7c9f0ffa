package com.acme.coro.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a coroutine to make way for another version of its function, see {@link Self#swappable(java.util.function.Supplier)}.
 * Letting it pass is to agree. A body that does not agree catches it, says {@link #refuse(String)} and goes on; what it
 * was waiting for when the signal came is withdrawn without loss, and to be waited for again.
 *
 * <pre>{@code
 * try {
 *     handle(self.receive());
 * } catch (SwapSignal swap) {
 *     if (!swap.function().equals("meter")) throw swap;
 *     swap.refuse("the meter is being calibrated");
 * }
 * }</pre>
 */
public final class SwapSignal extends CoroSignal {
    private static final long serialVersionUID = 1L;

    /** What is to run next. */
    private final String function;

    private final transient Optional<String> bundle;
    private final transient Optional<List<String>> parameters;
    private final transient Consumer<String> refusal;

    /**
     * For schedulers.
     *
     * @param function name of the function that is to run next
     * @param bundle who offers it, symbolic name and version; empty where that is not known yet
     * @param parameters class names of its arguments, empty if it takes any, or if it is not known yet
     * @param refusal is told the reason of a refusal
     */
    public SwapSignal(
            String function, Optional<String> bundle, Optional<List<String>> parameters, Consumer<String> refusal) {
        super("make way for " + function + bundle.map(b -> " of " + b).orElse(""));
        this.function = function;
        this.bundle = bundle;
        this.parameters = parameters;
        this.refusal = refusal;
    }

    /**
     * What is to run next.
     *
     * @return the function's name
     */
    public String function() {
        return function;
    }

    /**
     * Who offers it.
     *
     * @return symbolic name and version of the bundle; empty at the update of a bundle, whose new version is not known
     *     yet
     */
    public Optional<String> bundle() {
        return bundle;
    }

    /**
     * What it takes.
     *
     * @return class names of its arguments; empty if it takes any, or if it is not known yet
     */
    public Optional<List<String>> parameters() {
        return parameters;
    }

    /**
     * Refuses this swap: the coroutine goes on as it is. When its bundle is being updated or stopped that is the end of
     * it, as of everything else that runs the bundle's code. Without effect once the body is over.
     *
     * @param reason for whoever asked for the swap
     */
    public void refuse(String reason) {
        refusal.accept(Objects.requireNonNull(reason, "reason"));
    }
}
