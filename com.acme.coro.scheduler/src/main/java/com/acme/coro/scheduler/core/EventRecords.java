package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import java.time.Duration;
import java.util.List;

/** The events that are told to listeners. */
final class EventRecords {
    private EventRecords() {}

    record DeadLetter(Coro coro, String message, String type, Reason reason) implements CoroEvent.DeadLetter {}

    record Ended(Coro coro, Outcome outcome) implements CoroEvent.Ended {}

    record Restarted(Coro coro, Failure failure) implements CoroEvent.Restarted {}

    record LongTurn(Coro coro, Duration lasting, List<StackTraceElement> stack) implements CoroEvent.LongTurn {}

    record Pinned(Coro coro, List<StackTraceElement> stack) implements CoroEvent.Pinned {}

    record DeepMailbox(Coro coro, int depth) implements CoroEvent.DeepMailbox {}

    record SignalSwallowed(Coro coro, List<StackTraceElement> stack) implements CoroEvent.SignalSwallowed {}

    record Swapped(Coro coro, String function, String from, String to, Duration pause) implements CoroEvent.Swapped {}

    record SwapRefused(Coro coro, String function, String reason) implements CoroEvent.SwapRefused {}
}
