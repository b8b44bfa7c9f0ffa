package com.acme.coro.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

class ScopeMisuseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static CoroBody failing(String why) {
        return self -> {
            throw new IllegalStateException(why);
        };
    }

    @CoroTest
    void refusesAThreadThatIsNoCoroutine(Supervisors supervisors) {
        var e = assertThrows(NotInCoroutineException.class, () -> supervisors.scope("nobody's"));
        assertTrue(
                e.getMessage().startsWith("only a coroutine can open a scope: name=nobody's, thread="), e.getMessage());
    }

    @CoroTest
    void refusesEverybodyButItsOpener(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        var scope = new AtomicReference<Scope>();
        Coro opener = coros.spawn("opener", self -> {
            try (Scope mine = supervisors.scope("mine")) {
                scope.set(mine);
                return self.receive();
            }
        });
        time.settle();
        Coro other = coros.spawn("other", self -> {
            refuses(scope.get());
            return "refused";
        });
        time.settle();
        assertEquals("refused", other.value());
        refuses(scope.get()); // a plain thread
        assertTrue(opener.alive());
        opener.send("fine");
        assertEquals("fine", opener.value());
    }

    private static void refuses(Scope scope) {
        var e = assertThrows(WrongCoroutineException.class, () -> scope.spawn("a", failing("not started")));
        assertTrue(e.getMessage().startsWith("scope mine is of "), e.getMessage());
        assertThrows(WrongCoroutineException.class, () -> scope.spawn(Spawn.named("a"), failing("not started")));
        assertThrows(WrongCoroutineException.class, scope::join);
        assertThrows(WrongCoroutineException.class, () -> scope.join(SECOND));
        assertThrows(WrongCoroutineException.class, scope::cancel);
        assertThrows(WrongCoroutineException.class, scope::close);
    }

    @CoroTest
    void refusesAChildsUseOfItsParentsScope(Supervisors supervisors, Scheduler coros) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                Coro child = one.spawn("child", c -> assertThrows(WrongCoroutineException.class, one::join));
                one.join();
                return child.value();
            }
        });
        assertInstanceOf(WrongCoroutineException.class, parent.value());
    }

    @CoroTest
    void refusesChildrenOfAClosedScope(Supervisors supervisors, Scheduler coros) {
        Coro parent = coros.spawn("parent", self -> {
            Scope one = supervisors.scope("one");
            one.close();
            one.close();
            one.cancel();
            one.join();
            return assertThrows(CoroClosedException.class, () -> one.spawn("late", failing("late")))
                    .getMessage();
        });
        assertEquals("the scope is closed: name=one", parent.value());
    }

    @CoroTest
    void refusesBadTimesAndNullBeforeAnythingHappens(Supervisors supervisors, Scheduler coros) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                Coro child = one.spawn("child", c -> c.receive());
                assertThrows(NullPointerException.class, () -> one.join(null));
                assertThrows(IllegalArgumentException.class, () -> one.join(SECOND.negated()));
                assertThrows(NullPointerException.class, () -> one.spawn("a", null));
                assertThrows(NullPointerException.class, () -> one.spawn((String) null, c -> null));
                assertThrows(NullPointerException.class, () -> one.spawn((Spawn) null, c -> null));
                assertThrows(IllegalArgumentException.class, () -> one.spawn("", c -> null));
                child.send("fine");
                one.join();
                return child.value();
            }
        });
        assertEquals("fine", parent.value());
    }
}
