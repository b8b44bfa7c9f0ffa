package com.acme.coro.scheduler.wiring;

import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.Location;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.scheduler.channel.ChannelDirectory;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.sync.LocksImpl;
import java.util.function.Supplier;

/** The things that coroutines share, put together for one process. */
public final class Resources {
    private static final String LOGGER = "com.acme.coro.scheduler";

    private final LocksImpl locks;
    private final ChannelDirectory channels;

    /**
     * Puts them together.
     *
     * @param core the process
     * @param background a scheduler for what goes on behind a caller's back
     */
    public Resources(CoreRuntime core, Supplier<GroupScheduler> background) {
        locks = new LocksImpl(core, sentence -> core.logs().logger(LOGGER).warn("{}", sentence));
        channels = new ChannelDirectory(
                core,
                core.time(),
                () -> Location.LOCAL,
                (name, body) -> background.get().spawn(Spawn.named(name).daemon(true), body),
                (coro, message) -> core.events().deadLetter(coro, message, Reason.FULL),
                (sentence, thrown) -> core.logs().logger(LOGGER).error("{}", sentence, thrown));
    }

    /**
     * The locks.
     *
     * @return the service
     */
    public Locks locks() {
        return locks;
    }

    /**
     * The channels of all bundles.
     *
     * @return the directory
     */
    public ChannelDirectory channels() {
        return channels;
    }
}
