package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.scheduler.core.GroupScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The scheduler of a bundle that has not chosen one. When that scheduler ends, calls go to another one. */
final class AssignedScheduler implements Scheduler {
    /** Set by {@link AssignedSchedulers}, before the one before it ends. */
    private volatile GroupScheduler present;

    AssignedScheduler(GroupScheduler first) {
        present = first;
    }

    GroupScheduler present() {
        return present;
    }

    void moveTo(GroupScheduler next) {
        present = next;
    }

    @Override
    public String name() {
        return present.name();
    }

    @Override
    public Coro spawn(String name, CoroBody body) {
        return present.spawn(name, body);
    }

    @Override
    public Coro spawn(Spawn how, CoroBody body) {
        return present.spawn(how, body);
    }

    @Override
    public Coro start(String function, Object... args) {
        return present.start(function, args);
    }

    @Override
    public Coro start(Spawn how, String function, Object... args) {
        return present.start(how, function, args);
    }

    @Override
    public Optional<Self> current() {
        return present.current();
    }

    @Override
    public Optional<Coro> locate(String name) {
        return present.locate(name);
    }

    @Override
    public Coro locate(String name, Duration timeout) {
        return present.locate(name, timeout);
    }

    @Override
    public void join() {
        present.join();
    }

    @Override
    public boolean tryJoin(Duration timeout) {
        return present.tryJoin(timeout);
    }

    @Override
    public void finish() {
        present.finish();
    }

    @Override
    public void terminate() {
        present.terminate();
    }

    @Override
    public Registration atExit(int priority, Runnable action) {
        return present.atExit(priority, action);
    }

    @Override
    public List<CoroSnapshot> status() {
        return present.status();
    }
}
