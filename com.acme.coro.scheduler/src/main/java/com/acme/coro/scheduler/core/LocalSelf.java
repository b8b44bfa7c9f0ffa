package com.acme.coro.scheduler.core;

import com.acme.coro.api.Carried;
import com.acme.coro.api.Categories;
import com.acme.coro.api.Clause;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.Exit;
import com.acme.coro.api.LinkedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Self;
import com.acme.coro.api.Wait;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.service.log.Logger;

/** What a coroutine holds of itself. Every method is for its own thread in its own turn, and checks that. */
final class LocalSelf implements Self {
    private final LocalCoro c;
    /** The message received last, until it is reported as unhandled or the next one comes. */
    private Object received;

    LocalSelf(LocalCoro c) {
        this.c = c;
    }

    private LocalCoro own() {
        if (!c.running()) throw c.runtime().wrongCoroutine("this is of " + c + " alone");
        return c;
    }

    @Override
    public Coro coro() {
        return own();
    }

    @Override
    public String name() {
        return own().name;
    }

    @Override
    public Logger log() {
        return own().runtime().programLogs.logger("coro." + c.name, c.function(), c.code());
    }

    @Override
    public Object receive() {
        return received = own().receiveAny();
    }

    @Override
    public Optional<Object> tryReceive(Duration timeout) {
        return received(null, Timeouts.nanos(timeout));
    }

    @Override
    public <M> M receive(Class<M> type) {
        Objects.requireNonNull(type, "type");
        M message = type.cast(own().receive(type, Timers.NEVER, null));
        received = message;
        return message;
    }

    @Override
    public <M> Optional<M> tryReceive(Class<M> type, Duration timeout) {
        Objects.requireNonNull(type, "type");
        return received(type, Timeouts.nanos(timeout)).map(type::cast);
    }

    @Override
    public Object receive(Predicate<Object> wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return received = own().receive(wanted, Timers.NEVER, null);
    }

    @Override
    public Optional<Object> tryReceive(Predicate<Object> wanted, Duration timeout) {
        Objects.requireNonNull(wanted, "wanted");
        return received(wanted, Timeouts.nanos(timeout));
    }

    private Optional<Object> received(Object wanted, long timeoutNanos) {
        return brought(own().receive(wanted, timeoutNanos, null), timeoutNanos);
    }

    /** What a receive brought. */
    Optional<Object> brought(Object got, long timeoutNanos) {
        if (got == LocalCoro.TIME_UP) {
            if (timeoutNanos == 0) c.giveWay(true);
            return Optional.empty();
        }
        received = got;
        return Optional.of(got);
    }

    @Override
    public Optional<Object> poll() {
        Object got = own().poll();
        if (got != null) received = got;
        return Optional.ofNullable(got);
    }

    @Override
    public Categories categories() {
        own();
        return new MailCategories(this, c);
    }

    @Override
    public void unhandled() {
        own();
        if (received == null) throw new IllegalStateException("there is no message that was received and not reported");
        Object message = received;
        received = null;
        c.runtime().events.deadLetter(c, message, Reason.UNHANDLED);
    }

    @Override
    public Object suspend() {
        return own().suspend(Timers.NEVER);
    }

    @Override
    public Optional<Object> sleep(Duration time) {
        Object got = own().suspend(Timeouts.nanos(time));
        return got == LocalCoro.TIME_UP ? Optional.empty() : Optional.of(got);
    }

    @Override
    public void yield() {
        own().giveWay(true);
    }

    @Override
    public <T> T await(CompletionStage<T> stage) throws Exception {
        return StageAwait.await(own(), stage, Timers.NEVER);
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration timeout) throws Exception {
        return StageAwait.await(own(), stage, Timeouts.nanos(timeout));
    }

    @Override
    public <R> R first(List<? extends Clause<? extends R>> clauses) {
        WaitKind[] waits = Select.of(clauses.stream().map(Clause::awaited).toList());
        Select.Done done = Select.first(own(), waits);
        if (waits[done.index()] instanceof WaitKind.Message) received = done.value();
        return clauses.get(done.index()).handle(done.value());
    }

    @Override
    public List<Object> all(Wait<?>... waits) {
        return Select.all(own(), Select.of(List.of(waits)));
    }

    @Override
    @SuppressWarnings("unchecked") // each wait brings a T
    public <T> List<T> all(List<? extends Wait<? extends T>> waits) {
        return (List<T>) Select.all(own(), Select.of(waits));
    }

    @Override
    public void daemon(boolean daemon) {
        own().group.setDaemon(c, daemon);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // only its own coroutine writes it, others read
    public <T> T shielded(Callable<T> section) throws Exception {
        Objects.requireNonNull(section, "section");
        RareState x = own().ownExtras();
        x.shields++;
        SwapProtocol.shieldsChanged(c);
        try {
            return section.call();
        } finally {
            x.shields--;
            SwapProtocol.shieldsChanged(c);
        }
    }

    @Override
    public <T> T within(Duration limit, Callable<T> section) throws Exception {
        Objects.requireNonNull(section, "section");
        return SectionLimit.run(own(), limit, Timeouts.nanos(limit), section);
    }

    @Override
    public void swappable(Supplier<?> state) {
        SwapProtocol.swappable(own(), true, Objects.requireNonNull(state, "state"));
    }

    @Override
    public void swappable(boolean swappable) {
        SwapProtocol.swappable(own(), swappable, null);
    }

    @Override
    public <T> Optional<T> carried(Class<T> type) {
        Objects.requireNonNull(type, "type");
        Object state = SwapProtocol.carried(own());
        return Optional.ofNullable(
                TypeChecks.checked("the state that the version before handed over to ", c, type, state));
    }

    @Override
    public <T> Carried<T> carried(Class<T> type, Supplier<? extends T> initial) {
        Objects.requireNonNull(initial, "initial");
        T value = carried(type).orElseGet(() -> Objects.requireNonNull(initial.get(), "initial state"));
        var holder = new Holder<T>(value);
        swappable(() -> holder.value);
        return holder;
    }

    /** Of the coroutine's own thread. */
    private final class Holder<T> implements Carried<T> {
        private T value;

        Holder(T value) {
            this.value = value;
        }

        @Override
        public T get() {
            own();
            return value;
        }

        @Override
        public void set(T changed) {
            own();
            value = Objects.requireNonNull(changed, "value");
        }
    }

    @Override
    public void register(String name) {
        c.runtime().names.register(name, own());
    }

    @Override
    public void publish(String name) {
        c.runtime().names.register(name, own());
        c.runtime().publish(name, c);
    }

    @Override
    public boolean unregister(String name) {
        return c.runtime().names.unregister(name, own());
    }

    @Override
    public Optional<Coro> locate(String name) {
        return own().runtime().names.find(name);
    }

    @Override
    public Coro locate(String name, Duration timeout) {
        return own().runtime().names.await(name, timeout);
    }

    @Override
    public boolean monitor(Coro watched) {
        Objects.requireNonNull(watched, "watched");
        own();
        return switch (watched) {
            case LocalCoro local -> local.addMonitor(c);
            case RemoteCoro remote -> remote.monitor(c);
            default -> foreign(watched, "monitored");
        };
    }

    @Override
    public boolean demonitor(Coro watched) {
        Objects.requireNonNull(watched, "watched");
        own();
        return switch (watched) {
            case LocalCoro local -> local.removeMonitor(c);
            case RemoteCoro remote -> remote.demonitor(c);
            default -> foreign(watched, "monitored");
        };
    }

    @Override
    public void link(Coro other) {
        Objects.requireNonNull(other, "other");
        own();
        if (other.equals(c)) throw new IllegalArgumentException("a coroutine cannot be linked with itself: " + c);
        Outcome ended = switch (other) {
            case LocalCoro local -> local.addLink(c);
            case RemoteCoro remote -> remote.link(c);
            default -> {
                foreign(other, "linked");
                yield null;
            }
        };
        if (ended == null) c.addLink(other);
        else if (!ended.normal()) throw new LinkedException(new Exit(other, ended));
    }

    @Override
    public boolean unlink(Coro other) {
        Objects.requireNonNull(other, "other");
        own();
        boolean was = c.removeLink(other);
        switch (other) {
            case LocalCoro local -> local.removeLink(c);
            case RemoteCoro remote -> remote.unlink(c);
            default -> foreign(other, "linked");
        }
        return was;
    }

    private static boolean foreign(Coro other, String what) {
        throw new IllegalArgumentException(
                "only a coroutine can be " + what + ", not the place of an answer: " + other);
    }

    LocalCoro owner() {
        return own();
    }
}
