package com.acme.coro.api;

import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * State of a coroutine that goes along when its function is replaced: it holds what the version before handed over, or an
 * initial value, and what it holds at the hand-over is what the next version gets.
 *
 * <pre>{@code
 * Carried<Total> total = self.carried(Total.class, () -> new Total(0));
 * while (true) total.set(total.get().plus(self.receive(Integer.class)));
 * }</pre>
 *
 * <p>For its own coroutine alone, as {@link Self}.
 *
 * @param <T> type of the state
 */
@ProviderType
public interface Carried<T> {
    /**
     * The state.
     *
     * @return the value, never null
     */
    T get();

    /**
     * Replaces the state.
     *
     * @param value the new one, not null
     */
    void set(T value);

    /**
     * Changes the state.
     *
     * @param change makes the new value from the old one; does not return null
     * @return the new value
     */
    default T update(UnaryOperator<T> change) {
        T changed = change.apply(get());
        set(changed);
        return changed;
    }
}
