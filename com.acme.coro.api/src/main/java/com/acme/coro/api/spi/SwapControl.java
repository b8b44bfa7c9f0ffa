package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What replacing functions needs to know of the coroutines that run them. From any thread. */
@ProviderType
public interface SwapControl {
    /**
     * A coroutine of a named function.
     *
     * @param coro whom
     * @param function the function's name
     * @param bundleId the bundle that offers the function
     * @param shielded whether it is in a {@link com.acme.coro.api.Self#shielded shielded} section now
     */
    record Running(Coro coro, String function, long bundleId, boolean shielded) {}

    /**
     * The coroutines of named functions.
     *
     * @return a snapshot
     */
    List<Running> running();
}
