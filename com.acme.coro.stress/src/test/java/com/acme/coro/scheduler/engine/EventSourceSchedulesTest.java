package com.acme.coro.scheduler.engine;

import com.acme.coro.api.spi.EventSource;
import com.acme.coro.scheduler.core.Schedules;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Schedules of the place for a source of events. */
@EnabledIfSystemProperty(named = "coro.schedules.all", matches = "true", disabledReason = "takes minutes")
class EventSourceSchedulesTest {
    @Test
    void shouldPollNoSourceOfEventsThatIsDetachedOrReleased() {
        Schedules.check(Slot.class, Place.class, 2, 3);
    }

    /** A slot of one user, which others poll and close. */
    public static class Slot {
        private final EventSourceSlot slot = new EventSourceSlot(Fibers.ENGINE);
        private Source last; // of the user
        private volatile String wrong;

        private final class Source implements EventSource {
            private volatile boolean polled;
            private volatile boolean over;

            @Override
            public void poll(long nanos) {
                if (polled) wrong = "two poll at once";
                polled = true;
                if (over) wrong = "a source is polled that is over";
                polled = false;
            }

            @Override
            public void wakeUp() {}

            @Override
            public void released() {
                if (over) wrong = "a source is released twice, or after it was detached";
                gone();
            }

            private void gone() {
                if (polled) wrong = "a source is let go of while it is polled";
                over = true;
            }
        }

        @Operation(nonParallelGroup = "user")
        public boolean attach() {
            var source = new Source();
            boolean attached = slot.attach(source);
            if (attached) last = source;
            return attached;
        }

        @Operation
        public void poll() {
            slot.standIn();
        }

        @Operation
        public void close() {
            slot.close();
        }

        @Operation(nonParallelGroup = "user")
        public void detach() {
            if (last == null) return;
            slot.detach(last);
            if (last.polled && !last.over) wrong = "a source is polled after it was detached";
            last = null;
        }

        @Validate
        public void shouldHaveBeenHandledWell() {
            if (wrong != null) throw new IllegalStateException(wrong);
        }
    }

    /** A place for one, until it is closed. */
    public static class Place {
        private boolean taken;
        private boolean closed;

        public boolean attach() {
            if (taken || closed) return false;
            taken = true;
            return true;
        }

        public void poll() {}

        public void close() {
            closed = true;
        }

        public void detach() {
            taken = false;
        }
    }
}
