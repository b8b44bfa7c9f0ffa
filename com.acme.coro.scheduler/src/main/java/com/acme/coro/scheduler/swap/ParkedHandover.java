package com.acme.coro.scheduler.swap;

import com.acme.coro.api.Coro;
import com.acme.coro.api.MisfitException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.scheduler.core.BundleGroup;
import com.acme.coro.scheduler.core.CodeChange;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroTask;
import com.acme.coro.scheduler.core.LocalCoro;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A coroutine between versions, with what it takes along. */
public final class ParkedHandover implements SwapControl.Between {
    private final LocalCoro coro;
    private final CoreRuntime runtime;
    private final OfferedFunction left;
    private final long since;
    /** Both detached. */
    private final Object[] args;
    /** Null for none. */
    private final Object state;

    ParkedHandover(LocalCoro coro, OfferedFunction left, long since, Object state, Object... args) {
        this.coro = coro;
        this.runtime = coro.runtime();
        this.left = left;
        this.since = since;
        this.args = args;
        this.state = state;
    }

    LocalCoro local() {
        return coro;
    }

    @Override
    public Coro coro() {
        return coro;
    }

    @Override
    public OfferedFunction left() {
        return left;
    }

    @Override
    public boolean waiting() {
        return coro.place() == this;
    }

    @Override
    public int messages() {
        return coro.mail();
    }

    @Override
    public void end(String reason) {
        CodeChange.end(coro, this, new Outcome.CodeGone(reason));
    }

    @Override
    public SwapControl.Entry enter(OfferedFunction function, Conversion conversion) {
        Object carried = state == null ? null : conversion.attach(state);
        Object[] with = Arrays.stream(args).map(conversion::attach).toArray();
        CoroTask work;
        try {
            work = runtime.functions.work(function, with);
        } catch (IllegalArgumentException e) {
            throw new MisfitException(String.valueOf(e.getMessage()));
        }
        List<SwapControl.Unfit> unfit = MailboxConversion.tryOut(coro, new Attaching(conversion)).stream()
                .map(MailboxConversion.Misfit::asUnfit)
                .toList();
        return new Entering(function, conversion, work, carried, unfit);
    }

    /** They were detached when they were left, or came since. */
    private record Attaching(Conversion by) implements Conversion {
        @Override
        public Object detach(Object value) {
            return value;
        }

        @Override
        public Object attach(Object value) {
            return by.attach(value);
        }

        @Override
        public List<Object> handles(Object value) {
            return by.handles(value);
        }
    }

    private final class Entering implements SwapControl.Entry {
        private final OfferedFunction function;
        private final Conversion conversion;
        private final CoroTask work;
        private final Object carried;
        private final List<SwapControl.Unfit> unfit;

        Entering(
                OfferedFunction function,
                Conversion conversion,
                CoroTask work,
                Object carried,
                List<SwapControl.Unfit> unfit) {
            this.function = function;
            this.conversion = conversion;
            this.work = work;
            this.carried = carried;
            this.unfit = List.copyOf(unfit);
        }

        @Override
        public List<SwapControl.Unfit> unfit() {
            return unfit;
        }

        @Override
        public boolean go() {
            BundleGroup home = work.function().home(coro.scheduler());
            // whoever withdraws the function either comes first, or finds the coroutine among those that run it
            if (!runtime.functions.whileOffered(
                    work.function(), () -> CodeChange.enter(coro, ParkedHandover.this, work, carried, home))) {
                cancel();
                return false;
            }
            var misfits = new ArrayList<MailboxConversion.Misfit>(0);
            try {
                MailboxConversion.convert(coro, conversion::attach, misfits::add);
            } finally { // it is at no place: nobody else could have it go on, or end it
                CodeChange.resume(coro);
                misfits.forEach(m -> m.report(runtime));
            }
            runtime.events.swapped(
                    coro,
                    function.name(),
                    left.bundle(),
                    function.bundle(),
                    Duration.ofNanos(runtime.time.nanos() - since));
            return true;
        }

        @Override
        public void cancel() {
            runtime.released(work);
        }
    }
}
