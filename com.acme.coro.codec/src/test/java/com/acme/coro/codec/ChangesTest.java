package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.FormerName;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.Codec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one codec wrote another one reads, which knows other classes under the names. */
@DisplayName("A type may change")
class ChangesTest {
    @Transferable("order")
    record Order(
            String customer, int amount, Extra extra, List<Integer> numbers, Colour colour, Line line, Object more) {}

    @Transferable("extra")
    record Extra(Line line, Colour colour) {}

    @Transferable("line")
    record Line(int number) {}

    @Transferable("colour")
    enum Colour {
        RED
    }

    @Transferable(value = "purchase", aliases = "order")
    record Purchase(
            @FormerName("customer") String buyer,
            int amount,
            Optional<String> note,
            OptionalInt many,
            long count,
            String text,
            Shade colour,
            Line line) {}

    @Transferable(value = "shade", aliases = "colour")
    enum Shade {
        @FormerName("RED")
        CRIMSON
    }

    @Transferable("order")
    record Wider(long amount) {}

    @Transferable("order")
    record Texts(List<String> numbers) {}

    @Transferable("order")
    record OtherLine(Extra line) {}

    @Transferable("order")
    record Looser(Object line, Number amount, Iterable<Integer> numbers) {}

    @Transferable("order")
    record Picky(int amount) {
        Picky {
            if (amount < 100) throw new IllegalArgumentException("amount must be at least 100: " + amount);
        }
    }

    @Transferable("order")
    record Primitive(int more) {}

    @Transferable("order")
    enum NoRecord {
        NONE
    }

    private final Order order =
            new Order("ada", 7, new Extra(new Line(1), Colour.RED), List.of(1, 2), Colour.RED, new Line(2), null);

    private Object readAs(Class<?>... types) {
        Codec other = Given.codec();
        other.declare(Extra.class, Line.class);
        other.declare(types);
        return other.read(Given.codec().write(order), Given.HERE);
    }

    @Test
    @DisplayName("components added get nothing, 0 or empty; removed ones are skipped; renamed ones say so")
    void shouldReadIntoChangedComponents() {
        assertEquals(
                new Purchase("ada", 7, Optional.empty(), OptionalInt.empty(), 0, null, Shade.CRIMSON, new Line(2)),
                readAs(Purchase.class, Shade.class));
    }

    @Test
    void shouldReadIntoAMoreGeneralComponent() {
        assertEquals(new Looser(new Line(2), 7, List.of(1, 2)), readAs(Looser.class));
    }

    @Test
    void refusesAComponentOfAnotherType() {
        refused("amount", "it was written as int, and is long here", Wider.class);
        refused("line", "it was written as line, and is " + Extra.class.getName() + " here", OtherLine.class);
        refused("numbers[0]", "it was written as int, and is java.lang.String here", Texts.class);
        refused("more", "it was written as null, and is int here", Primitive.class);
    }

    @Test
    void refusesWhatTheConstructorRefuses() {
        refused("", "its constructor refused: java.lang.IllegalArgumentException: amount must be", Picky.class);
    }

    @Test
    void refusesARecordThatBecameAnEnum() {
        refused("", "it was a record and is none here", NoRecord.class);
    }

    private void refused(String path, String reason, Class<?> type) {
        var refused = assertThrows(UnreadableException.class, () -> readAs(type, Shade.class));
        assertEquals(path, refused.path());
        assertTrue(refused.reason().startsWith(reason), refused::reason);
    }

    @Test
    void refusesANameThatNobodyDeclared() {
        byte[] bytes = Given.codec().write(order);
        var refused =
                assertThrows(UnreadableException.class, () -> Given.codec().read(bytes, Given.HERE));
        assertEquals("order", refused.type());
    }

    @Test
    void shouldReadUnderItsNewNameWhatItWroteItself() {
        assertEquals(order, Given.copy(order));
    }

    @Test
    void refusesToDeclareWhatIsNot() {
        assertThrows(IllegalArgumentException.class, () -> Given.codec().declare(String.class));
    }
}
