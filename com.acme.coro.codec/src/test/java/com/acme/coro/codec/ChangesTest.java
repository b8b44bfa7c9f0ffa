package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.FormerName;
import com.acme.coro.api.NotTransferableException;
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
    record Counted(int amount, int count) {}

    @Transferable("twice")
    record Twice(@FormerName("other") int one, int other) {}

    @Transferable("twice")
    enum TwiceConstants {
        @FormerName("OTHER")
        ONE,
        OTHER
    }

    @Transferable("line")
    record Stroke(int number) {}

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
    @DisplayName("components added are empty; removed ones are skipped; renamed ones say so")
    void shouldReadIntoChangedComponents() {
        assertEquals(
                new Purchase("ada", 7, Optional.empty(), OptionalInt.empty(), Shade.CRIMSON, new Line(2)),
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

    @Test
    @DisplayName("back again, too: former names are written as well")
    void shouldReadADowngrade() {
        Codec now = Given.codec();
        byte[] bytes =
                now.write(new Purchase("ada", 7, Optional.of("x"), OptionalInt.of(1), Shade.CRIMSON, new Line(2)));
        Codec before = Given.codec();
        before.declare(Buyer.class, Colour.class, Line.class);
        assertEquals(new Buyer("ada", Colour.RED), before.read(bytes, Given.HERE));
    }

    @Transferable("order")
    record Buyer(String customer, Colour colour) {}

    @Test
    void refusesAComponentThatIsMissingAndCannotSaySo() {
        refused("", "its component count was not written, and has no value that says so", Counted.class);
    }

    @Test
    void tellsWhatDidNotComeAlong() {
        Codec other = Given.codec();
        other.declare(Extra.class, Line.class, Purchase.class, Shade.class);
        Codec.Packed packed = Given.codec().pack(order, new ClassLoader() {});
        assertEquals(
                List.of(
                        "order: the component extra is not known here, and was left out",
                        "order: the component numbers is not known here, and was left out",
                        "order: the component more is not known here, and was left out",
                        "order: the component note was not written, and is empty",
                        "order: the component many was not written, and is empty"),
                other.unpack(packed, Given.HERE).differences());
    }

    @Test
    void refusesTwoOfOneName() {
        var components =
                assertThrows(NotTransferableException.class, () -> Given.codec().write(new Twice(1, 2)));
        assertTrue(components.reason().contains("have, or had, the name other"), components::reason);
        assertThrows(NotTransferableException.class, () -> Given.codec().write(TwiceConstants.ONE));
        Codec codec = Given.codec();
        codec.declare(Line.class);
        var types = assertThrows(IllegalArgumentException.class, () -> codec.declare(Stroke.class));
        assertEquals(
                "the name line is declared twice, by " + Stroke.class.getName() + " and by " + Line.class.getName(),
                types.getMessage());
        assertThrows(NotTransferableException.class, () -> codec.write(new Stroke(1)));
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
