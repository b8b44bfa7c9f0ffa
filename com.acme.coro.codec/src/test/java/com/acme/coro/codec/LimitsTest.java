package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.standalone.CodecLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a value takes")
class LimitsTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Transferable
    record Node(Object next) {}

    @Transferable
    record Wide(long a, short b, byte c, char d) {}

    @Transferable
    record Pair(Object one, Object other) {}

    @Transferable
    record Stubborn(int n) {
        Stubborn {
            if (n == 1) throw new OutOfMemoryError("of its own making");
            if (n == 2) throw new AssertionError("no");
            if (n == 4) throw new Speechless();
            if (n == 5) throw new TerminateSignal("the coroutine is to end");
        }
    }

    /** Not even its text can be had. */
    static final class Speechless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw this;
        }
    }

    @Transferable
    enum Broken {
        ONE;

        static {
            if (true) throw new IllegalStateException("initialized never");
        }
    }

    @Transferable
    record Vectors(Vector<Integer> all) {}

    @Transferable
    record Days(EnumSet<TimeUnit> all) {}

    /** CBOR by hand. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes head(int major, long n) {
            if (n < 24) write(major << 5 | (int) n);
            else {
                write(major << 5 | 26);
                for (int shift = 24; shift >= 0; shift -= 8) write((int) (n >> shift));
            }
            return this;
        }

        Bytes number(long n) {
            return head(0, n);
        }

        Bytes list(long n) {
            return head(4, n);
        }

        Bytes text(String s) {
            byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
            head(3, utf8.length).writeBytes(utf8);
            return this;
        }

        static Bytes value() {
            return new Bytes().list(2).number(1);
        }
    }

    private static UnreadableException refused(Bytes bytes) {
        return refused(Given.codec(), bytes.toByteArray());
    }

    private static UnreadableException refused(Codec codec, byte[] bytes) {
        return assertTimeoutPreemptively(
                SOON, () -> assertThrows(UnreadableException.class, () -> codec.read(bytes, Given.HERE)));
    }

    @Test
    void refusesTagsBeforeTheParserSeesThem() {
        Bytes tags = Bytes.value();
        for (int i = 0; i < 800_000; i++) tags.write(0xc6);
        tags.number(1);
        assertTrue(refused(tags).reason().contains("a tag"), () -> refused(tags).reason());

        Bytes shared = new Bytes();
        shared.writeBytes(HexFormat.of().parseHex("d90100"));
        shared.list(2)
                .number(1)
                .list(3)
                .number(41)
                .text("once")
                .writeBytes(HexFormat.of().parseHex("d81900"));
        assertTrue(refused(shared).reason().contains("a tag"));
    }

    @Test
    void refusesLengthsThatAreLeftOpen() {
        for (String open : List.of("82019f1829ff", "82015f4100ff", "82017f6161ff", "9f01f6ff")) {
            var refused = refused(Given.codec(), HexFormat.of().parseHex(open));
            assertTrue(refused.reason().contains("left open"), refused::reason);
        }
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        for (String text :
                List.of("8201 61 ff", "8201 62 c0 80", "8201 63 ed a0 80", "8201 64 f4 90 80 80", "8201 62 e2 82")) {
            var refused = refused(Given.codec(), HexFormat.of().parseHex(text.replace(" ", "")));
            assertTrue(refused.reason().contains("UTF-8"), refused::reason);
        }
    }

    @Test
    void refusesLongNames() {
        String name = "$".repeat(200_000);
        var record = refused(Bytes.value().list(2).number(60).list(1).text(name));
        assertTrue(record.reason().contains("more than 1000 characters"), record::reason);
        refused(Bytes.value().list(3).number(61).text(name).text("A"));
        refused(Bytes.value().list(2).number(52).text(name));
    }

    @Test
    void refusesWhatTakesMoreMemoryThanItMay() {
        Codec small = Given.codec(CodecLimits.DEFAULT.memory(1 << 20));
        var deques = new ArrayList<Object>();
        for (int i = 0; i < 20_000; i++) deques.add(new ArrayDeque<>());
        var refused = refused(small, Given.codec().write(deques));
        assertTrue(refused.reason().contains("max.memory=1048576"), refused::reason);
        var notWritten = assertThrows(NotTransferableException.class, () -> small.write(deques));
        assertTrue(notWritten.reason().contains("max.memory=1048576"), notWritten::reason);
    }

    @Test
    void boundsTheTimeThatEqualHashesTake() {
        var set = new ArrayList<OptionalLong>();
        for (long i = 0; i < 100_000; i++) set.add(OptionalLong.of(i << 32 | i)); // all have the hash code 0
        Bytes bytes = Bytes.value().list(1 + set.size()).number(44);
        for (OptionalLong each : set) {
            bytes.list(2).number(25).write(0x1b);
            for (int shift = 56; shift >= 0; shift -= 8) bytes.write((int) (each.getAsLong() >> shift));
        }
        assertTrue(
                refused(bytes).reason().contains("equal hash codes"),
                () -> refused(bytes).reason());

        var grid = new HashSet<List<Integer>>();
        for (int x = 0; x < 200; x++) for (int y = 0; y < 200; y++) grid.add(List.of(x, y));
        assertEquals(grid, Given.copy(grid), "points of a grid have equal hash codes, too, and are read");
    }

    @Test
    void wrapsWhateverConstructorsAndInitializersThrow() {
        byte[] bytes = Given.codec().write(new Stubborn(3));
        for (int n : new int[] {1, 2, 4}) {
            byte[] bad = bytes.clone();
            bad[bad.length - 1] = (byte) n;
            var refused = refused(Given.codec(), bad);
            assertTrue(refused.reason().startsWith("its constructor refused: "), refused::reason);
        }
        byte[] ending = bytes.clone();
        ending[ending.length - 1] = 5;
        assertThrows(TerminateSignal.class, () -> Given.codec().read(ending, Given.HERE), "signals pass");
        Bytes broken =
                Bytes.value().list(3).number(61).text(Broken.class.getName()).text("ONE");
        refused(broken);
        refused(broken); // the second time it is another error
    }

    @Test
    void wrapsWhateverCollectionsThrow() {
        Map<String, String> broken = new AbstractMap<>() {
            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                throw new AssertionError("not today");
            }
        };
        Codec codec = Given.codec();
        assertThrows(NotTransferableException.class, () -> codec.write(broken));
        assertThrows(NotTransferableException.class, () -> codec.write(Collections.nCopies(Integer.MAX_VALUE, 1)));
        Codec deep = Given.codec(CodecLimits.DEFAULT.depth(1_000));
        Object nested = 1;
        for (int i = 0; i < 999; i++) nested = new Node(nested);
        Object value = nested;
        var thread =
                new Thread(null, () -> assertThrows(NotTransferableException.class, () -> deep.write(value)), "", 1);
        var failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
        thread.start();
        assertTimeoutPreemptively(SOON, () -> thread.join());
        if (failure[0] != null) throw new AssertionError(failure[0]);
    }

    @Test
    @DisplayName("is counted in the same way when it is written and when it is read")
    void readsWhatItWrites() {
        List<Object> values = List.of(
                List.of(List.of(1L)),
                new Node(Optional.of(2L)),
                new Wide(1, (short) 2, (byte) 3, 'd'),
                Map.of("a", 1L),
                new Pair(new int[] {1}, new String[] {"x"}),
                new Object[] {TimeUnit.DAYS, TimeUnit.DAYS},
                new TimeUnit[] {TimeUnit.DAYS},
                Duration.ofSeconds(5),
                "text");
        for (Object value : values) {
            for (int n = 1; n < 40; n++) {
                for (CodecLimits limits : List.of(
                        CodecLimits.DEFAULT.depth(n),
                        CodecLimits.DEFAULT.values(n),
                        CodecLimits.DEFAULT.memory(20 * n),
                        CodecLimits.DEFAULT.text(n))) {
                    Codec codec = Given.codec(limits);
                    byte[] bytes;
                    try {
                        bytes = codec.write(value);
                    } catch (NotTransferableException tooMuch) {
                        continue;
                    }
                    codec.read(bytes, Given.HERE);
                }
            }
        }
    }

    @Test
    void refusesWhatWouldNotComeBackAsWhatItIs() {
        Codec codec = Given.codec();
        var vector =
                assertThrows(NotTransferableException.class, () -> codec.write(new Vectors(new Vector<>(List.of(1)))));
        assertEquals("all", vector.path());
        assertTrue(vector.reason().contains("java.util.ArrayList, which is no java.util.Vector"), vector::reason);
        assertThrows(NotTransferableException.class, () -> codec.write(new Days(EnumSet.of(TimeUnit.DAYS))));
        @SuppressWarnings("deprecation")
        var odd = new Locale("no", "NO", "NY");
        assertThrows(NotTransferableException.class, () -> codec.write(odd));
        assertEquals(Locale.CANADA_FRENCH, Given.copy(Locale.CANADA_FRENCH));
    }

    @Test
    void refusesArraysOfMoreDimensionsThanAreRead() {
        Object array = java.lang.reflect.Array.newInstance(String.class, new int[21]);
        assertThrows(NotTransferableException.class, () -> Given.codec().write(array));
    }

    @Test
    void carriesTextWithHalfASurrogatePair() {
        String cut = "\ud83d\ude00".substring(0, 1);
        assertEquals(cut, Given.copy(cut));
        assertEquals(List.of("a" + cut, "b"), Given.copy(List.of("a" + cut, "b")));
        assertEquals(new Pair(cut, Map.of(cut, 1)), Given.copy(new Pair(cut, Map.of(cut, 1))));
        var scalar = assertThrows(
                NotTransferableException.class, () -> Given.codec().write(new StackTraceElement(cut, "m", "f", 1)));
        assertTrue(scalar.reason().contains("surrogate"), scalar::reason);
    }

    @Test
    void refusesEnumsThatTheJdkKeepsToItself() {
        Bytes inner = Bytes.value()
                .list(3)
                .number(61)
                .text("java.util.stream.StreamOpFlag")
                .text("DISTINCT");
        assertTrue(
                refused(inner).reason().contains("no type is declared"),
                () -> refused(inner).reason());
    }

    @Test
    void writesNoControlCharactersIntoItsSentences() {
        String steering = "\u001b[31m\n2026 FORGED \u009b31m \u202e";
        for (Bytes bytes : List.of(
                Bytes.value().list(2).number(60).list(1).text(steering),
                Bytes.value().list(2).number(8).text("http://x/" + steering),
                Bytes.value().list(2).number(21).text(steering),
                Bytes.value()
                        .list(3)
                        .number(61)
                        .text("java.util.concurrent.TimeUnit")
                        .text(steering),
                Bytes.value().list(2).number(8).text("http://x/ " + "y".repeat(1 << 20)))) {
            UnreadableException refused = refused(bytes);
            assertTrue(
                    refused.getMessage().chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e),
                    refused::getMessage);
            assertTrue(refused.getMessage().length() < 1_500, refused::getMessage);
        }
    }

    @Test
    @DisplayName("of 16 MiB is read or refused within two seconds")
    void readsLargeInputsSoon() {
        var many = new byte[16 << 20];
        Arrays.fill(many, (byte) 0x01);
        Bytes numbers = Bytes.value().list(many.length - 20).number(41);
        byte[] bytes = Arrays.copyOf(numbers.toByteArray(), many.length);
        Arrays.fill(bytes, numbers.size(), bytes.length, (byte) 1);
        refused(Given.codec(), bytes);
        Codec codec = Given.codec();
        byte[] text = codec.write("x".repeat((16 << 20) - 10));
        assertTimeoutPreemptively(SOON, () -> codec.read(text, Given.HERE));
        var map = new HashMap<String, Object>();
        for (int i = 0; i < 200_000; i++) map.put("key" + i, "value" + i);
        byte[] large = codec.write(map);
        assertEquals(map, assertTimeoutPreemptively(SOON, () -> codec.read(large, Given.HERE)));
    }
}
