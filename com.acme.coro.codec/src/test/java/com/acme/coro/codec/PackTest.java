package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Handle;
import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.standalone.CodecLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What can be taken off its revision, or out of its process")
class PackTest {
    @Transferable
    record State(int total, Object part) {}

    record Undeclared(Object part) {}

    @Transferable
    static final class PlainClass {}

    static final class Tap implements AutoCloseable {
        @Override
        public void close() {}
    }

    private static final class Knob implements Handle {}

    private static final ClassLoader ELSEWHERE = new ClassLoader(null) {};

    private final Codec codec = Given.codec();

    @Test
    void shouldKeepThingsOfThisProcess() {
        var knob = new Knob();
        Codec.Packed packed = codec.pack(new State(1, List.of(knob, knob)), Given.HERE);

        assertEquals(List.of(knob), packed.handles());
        var copy = (State) codec.unpack(packed, Given.HERE).value();
        assertSame(knob, ((List<?>) copy.part()).get(1));
        assertEquals(State.class.getName(), packed.type());
    }

    @Test
    void shouldKeepWhatIsOfOtherCode() {
        var random = new Random();
        var tap = new Tap();
        var undeclared = new Undeclared(tap);
        var value = List.of(random, tap, undeclared, new Undeclared[] {undeclared});

        List<?> copy =
                (List<?>) codec.unpack(codec.pack(value, ELSEWHERE), Given.HERE).value();

        assertEquals(value, copy);
        assertSame(tap, copy.get(1));
        assertSame(undeclared, copy.get(2));
    }

    @Test
    void shouldCopyWhatIsDeclared() {
        var state = new State(1, "a");
        Object copy = codec.unpack(codec.pack(state, ELSEWHERE), Given.HERE).value();
        assertEquals(state, copy);
        assertNotSame(state, copy);
    }

    @Test
    void refusesCodeThatGoesAway() {
        refused("part[0]", Tap.class, "it is of the code that goes away", new State(1, List.of(new Tap())));
        refused("part", Undeclared.class, "it is not declared: put @Transferable", new State(1, new Undeclared(1)));
        refused("part", PlainClass.class, "it is of the code that goes away", new State(1, new PlainClass()));
        Runnable lambda = () -> {};
        refused("[0]", lambda.getClass(), "it is of the code that goes away", List.of(lambda));
        refused("[0]", Class.class, "it is of the code that goes away", List.of(Tap.class));
        refused("", RuntimeException.class, "it is of the code", new RuntimeException(new Exception() {}));
        refused("", Undeclared[].class, "the elements' type", new Undeclared[0]);
    }

    private void refused(String path, Class<?> type, String reason, Object value) {
        check(path, type, reason, assertThrows(NotTransferableException.class, () -> codec.pack(value, Given.HERE)));
    }

    private static void check(String path, Class<?> type, String reason, NotTransferableException refused) {
        assertEquals(path, refused.path());
        assertEquals(type.getTypeName(), refused.type());
        assertTrue(refused.reason().startsWith(reason), refused::reason);
    }

    private void cannotLeave(String path, Class<?> type, String reason, Object value) {
        check(path, type, reason, assertThrows(NotTransferableException.class, () -> codec.write(value)));
    }

    @Test
    void refusesToLetAThingOutOfTheProcess() {
        cannotLeave("part", Knob.class, "it is a thing of this process", new State(1, new Knob()));
        cannotLeave("", Random.class, "it is no record, enum, collection", new Random());
        cannotLeave("", Undeclared.class, "it is not declared", new Undeclared(1));
        cannotLeave("", PlainClass.class, "it is no record", new PlainClass());
    }

    @Test
    void refusesOrdersThatWouldBeLost() {
        var backwards = new TreeSet<String>(Comparator.reverseOrder());
        cannotLeave("", TreeSet.class, "it has a comparator", backwards);
        cannotLeave("", PriorityQueue.class, "a queue that is no Deque", new PriorityQueue<>(List.of(1)));
    }

    @Test
    void refusesWhatIsTooDeepTooLongOrInACircle() {
        var circle = new ArrayList<Object>();
        circle.add(circle);
        String path = assertThrows(NotTransferableException.class, () -> codec.write(circle))
                .path();
        assertTrue(path.startsWith("[0][0][0]"), path);
        Codec small = Given.codec(
                CodecLimits.DEFAULT.depth(3).bytes(100).text(30).digits(8).values(10));
        for (Object large : List.of(
                List.of(List.of(List.of(List.of()))),
                "x".repeat(31),
                "\u20AC".repeat(11),
                new int[26],
                List.of("a".repeat(30), "b".repeat(30), "c".repeat(30), "d".repeat(30)),
                java.math.BigInteger.TWO.pow(64),
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))) {
            assertThrows(NotTransferableException.class, () -> small.write(large), large::toString);
        }
        assertEquals("\u20AC".repeat(10), small.read(small.write("\u20AC".repeat(10)), Given.HERE));
    }

    @Test
    void shouldTellWhatAValueReaches() {
        Runnable lambda = () -> {};
        var circle = new ArrayList<Object>();
        circle.add(circle);
        for (Object holds : List.of(
                lambda,
                Tap.class,
                new Tap[0][],
                List.of(new Tap()),
                Map.of(1, Optional.of(new Undeclared(1))),
                Map.of(new Undeclared(1), 1),
                new Object[] {new Object[] {lambda}},
                new RuntimeException(new Exception() {}))) {
            assertTrue(codec.reaches(holds, Given.HERE::equals), holds::toString);
        }
        circle.add(List.of("text", 1L, Optional.empty(), new int[1], Map.of(1, 2)));
        assertFalse(codec.reaches(circle, Given.HERE::equals));
        assertFalse(codec.reaches(null, Given.HERE::equals));
        assertFalse(codec.reaches("text", loader -> true));
    }

    @Test
    void shouldFindTheHandlesInAValue() {
        var tap = new Tap();
        var knob = new Knob();
        assertEquals(List.of(tap, knob), codec.handles(List.of(tap, new State(1, new Undeclared(knob)), 3)));
        assertEquals(List.of(), codec.handles("text"));
    }
}
