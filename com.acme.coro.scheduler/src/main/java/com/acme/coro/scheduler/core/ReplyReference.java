package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.Objects;
import java.util.function.Function;

/** The reference that an answer is sent to: takes one message, which is what somebody waits for, and is over. */
final class ReplyReference extends ReferenceBase {
    private final CoreRuntime runtime;
    private final long sequence;
    private final String name;
    private final ParkedWait<Object> answer;

    private ReplyReference(CoreRuntime runtime, String name, ParkedWait<Object> answer) {
        this.runtime = runtime;
        this.sequence = runtime.nextSequence();
        this.name = name;
        this.answer = answer;
    }

    static Object ask(CoroReference asked, Function<Coro, Object> question, long timeoutNanos) {
        CoreRuntime runtime = asked.runtime();
        long deadline = runtime.time.nanos() + timeoutNanos;
        ParkedWait<Object> answer = runtime.prepare("an answer of ", asked);
        var replyTo = new ReplyReference(runtime, "answer of " + asked.name(), answer);
        Object message = Objects.requireNonNull(question.apply(replyTo), "question");
        // an end before the answer ends the wait too
        var end = new Callback<Outcome>("an answer", how -> {
            if (answer.claim()) answer.finish(new InjectedThrowable(new CoroEndedException(asked, how)));
        });
        try {
            SendResult sent = asked.deliver(message, timeoutNanos);
            if (sent instanceof SendResult.Full) {
                throw new CoroTimeoutException("no room for the question in the mailbox of " + asked);
            }
            asked.whenEnded(end);
            Object got = answer.awaitUntil(Math.max(0, deadline - runtime.time.nanos()), () -> {});
            if (got == null) throw new CoroTimeoutException("no answer in time from " + asked);
            return got;
        } finally {
            answer.claim(); // whatever comes from now on is late
            asked.forgetJoiner(end);
        }
    }

    @Override
    public SendResult send(Object sent) {
        Object message = runtime.passed(Objects.requireNonNull(sent, "message"));
        if (answer.complete(message)) return SendResult.ACCEPTED;
        runtime.events.deadLetter(this, message, Reason.LATE_ANSWER);
        return gone();
    }

    @Override
    public void deliverExit(Exit exit) {
        SendResult unused = send(exit); // only coroutines watch
    }

    @Override
    public SendResult deliver(Object message, long timeoutNanos) {
        return send(message);
    }

    @Override
    public SwapRequest swap(String function, Object... args) {
        return new RefusedSwap(this, this + " is the place of an answer, not a coroutine");
    }

    @Override
    public Resumed resume(Object value) {
        Objects.requireNonNull(value, "value");
        return answer.pending() ? Resumed.NOT_SUSPENDED : Resumed.GONE;
    }

    @Override
    public SignalResult raise(RuntimeException exception) {
        return answer.fail(exception) ? SignalResult.ACCEPTED : signalGone();
    }

    @Override
    public SignalResult terminate(String reason) {
        var how = new Outcome.Terminated(reason);
        return answer.fail(new CoroEndedException(this, how)) ? SignalResult.ACCEPTED : signalGone();
    }

    private SendResult gone() {
        return new SendResult.Gone(this + " is over");
    }

    private SignalResult signalGone() {
        return new SignalResult.Gone(this + " is over");
    }

    @Override
    public Outcome outcome() {
        return answer.pending() ? null : new Outcome.Returned(null);
    }

    /** Nobody waits for a question's end but by looking: it is over as soon as the asker goes on. */
    @Override
    public void whenEnded(ParkedWait<? super Outcome> waiter) {
        if (waiter.claim()) waiter.finish(new Outcome.Returned(null));
    }

    @Override
    public void forgetJoiner(ParkedWait<?> waiter) {}

    @Override
    public boolean alive() {
        return answer.pending();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CoroId id() {
        return new CoroId(runtime.incarnation, sequence);
    }

    @Override
    public Location location() {
        return Location.LOCAL;
    }

    @Override
    public CoreRuntime runtime() {
        return runtime;
    }

    @Override
    public long incarnation() {
        return runtime.incarnation;
    }

    @Override
    public long sequence() {
        return sequence;
    }
}
