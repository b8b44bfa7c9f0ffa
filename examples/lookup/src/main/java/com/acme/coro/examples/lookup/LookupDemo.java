package com.acme.coro.examples.lookup;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.examples.lookup.Follower.TellWhen;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Talks to the coroutine of another bundle, stops that bundle, starts it again, and looks at what was seen of it. */
@Component(
        service = Callable.class,
        property = {
            "coro.demo:Integer=60",
            "coro.demo.title=Another bundle's coroutine, as a service that comes and goes"
        })
public final class LookupDemo implements Callable<String> {
    private static final String OTHER = "com.acme.coro.examples.clientserver";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BundleContext context;
    private final Coro follower;

    /**
     * For the component runtime.
     *
     * @param context where the other bundle is found
     * @param lookup what is checked
     */
    @Activate
    public LookupDemo(BundleContext context, @Reference Lookup lookup) {
        this.context = context;
        this.follower = lookup.follower();
    }

    @Override
    public String call() throws BundleException {
        Bundle other = Arrays.stream(context.getBundles())
                .filter(bundle -> OTHER.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("bundle " + OTHER + " is not installed"));
        Coro first = seen("at first");
        Object balance = first.ask(asker -> asker, PATIENCE);
        other.stop();
        found(0, "after " + OTHER + " was stopped");
        other.start();
        Coro second = seen("after " + OTHER + " was started again");
        if (second.equals(first)) throw new IllegalStateException("the coroutine came back as itself: " + second);
        return "found " + first + " by a reference and by a tracker; it answered " + balance + "\n"
                + "its bundle was stopped: lost in both ways; started again: found " + second;
    }

    private Coro seen(String when) {
        Set<Coro> coros = new HashSet<>(found(2, when).values());
        if (coros.size() != 1) throw new IllegalStateException(when + " the two ways led to " + coros);
        return coros.iterator().next();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Coro> found(int ways, String when) {
        try {
            return (Map<String, Coro>) follower.ask(replyTo -> new TellWhen(ways, replyTo), PATIENCE);
        } catch (CoroTimeoutException e) {
            throw new IllegalStateException(
                    when + " it was not in " + ways + " ways that the coroutine was found within " + PATIENCE, e);
        }
    }
}
