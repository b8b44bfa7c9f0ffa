package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.CoroId;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.Transferable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What is read equals what was written")
class ValuesTest {
    @Transferable
    sealed interface Figure {
        record Circle(double radius) implements Figure {}

        record Box(Figure inner, Kind kind) implements Figure {}

        enum Kind {
            WOOD,
            STEEL {
                @Override
                public String toString() {
                    return "steel";
                }
            }
        }
    }

    @Transferable
    record Pair<A, B>(A first, B second) {}

    @Transferable
    record Empty() {}

    @Transferable
    record Wide(
            byte b,
            short s,
            char c,
            int i,
            long l,
            float f,
            double d,
            boolean z,
            Byte bb,
            Short ss,
            Character cc,
            Long ll,
            Object any,
            Number number,
            Optional<String> text,
            List<Long> longs,
            Map<String, Figure> figures,
            int[] ints,
            String[][] table,
            Comparable<?> comparable) {}

    static Stream<Object> values() {
        return Stream.of(
                "",
                "Grüße \u0000 \uD83D\uDE00",
                0,
                -1,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                true,
                false,
                0L,
                5L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                (short) -3,
                (byte) 127,
                'x',
                '\uFFFF',
                1.5f,
                Float.NaN,
                -0.0,
                Double.MIN_VALUE,
                Double.POSITIVE_INFINITY,
                BigInteger.TWO.pow(3_000).negate(),
                BigInteger.ZERO,
                new BigDecimal("-1.230"),
                new BigDecimal("1e-999"),
                new UUID(-1, 1),
                URI.create("coro://a.b/c?d"),
                Locale.GERMANY,
                Instant.MAX,
                Instant.ofEpochSecond(-1, 999_999_999),
                Duration.ofSeconds(-1, 1),
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MAX,
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                OffsetDateTime.MIN,
                OffsetTime.MAX,
                Year.of(-5),
                YearMonth.of(2026, 2),
                MonthDay.of(2, 29),
                Period.of(1, -2, 3),
                ZoneId.of("Europe/Paris"),
                ZoneOffset.ofHours(-3),
                ZoneOffset.UTC,
                DayOfWeek.FRIDAY,
                TimeUnit.DAYS,
                Optional.empty(),
                Optional.of(List.of(1L)),
                OptionalInt.of(3),
                OptionalLong.empty(),
                OptionalDouble.of(1),
                List.of(),
                List.of(1, 2L, "3"),
                new ArrayList<>(Arrays.asList(null, 1, null)),
                new LinkedList<>(List.of(1)),
                Collections.singletonList(null),
                Stream.of(1, null).toList(),
                Set.of(1),
                new LinkedHashSet<>(Arrays.asList(3, null, 1)),
                new TreeSet<>(Set.of("b", "a")),
                Map.of(1, 2),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                new ConcurrentHashMap<>(Map.of("k", List.of())),
                new HashMap<>(Collections.singletonMap(null, null)),
                new Empty(),
                new Pair<>(1L, new Pair<>(null, new Empty())),
                new Figure.Circle(1),
                new Figure.Box(new Figure.Box(null, Figure.Kind.WOOD), Figure.Kind.STEEL),
                new CoroId(-1, 5),
                Location.LOCAL,
                new Outcome.Returned(List.of(3L)),
                new Outcome.PeerLost("press", -1),
                new Outcome.Forgotten("not kept"),
                new Outcome.Failed(Failure.of(new IllegalStateException("a", new RuntimeException()))),
                new SendResult.Full(3),
                new SignalResult.Gone("it returned"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldComeBackEqualAndOfTheSameClass(Object value) {
        Object copy = Given.copy(value);

        assertEquals(value, copy);
        Class<?> type = value.getClass();
        boolean exact = !(value instanceof java.util.Collection || value instanceof Map);
        if (exact) assertSame(type, copy.getClass());
    }

    @Test
    void shouldKeepNull() {
        assertNull(Given.copy(null));
    }

    static Stream<Named<Object>> arrays() {
        return Stream.<Object>of(
                        new byte[] {1, -1},
                        new boolean[] {true, false},
                        new char[] {'a', '\uFFFF'},
                        new short[] {-1},
                        new int[] {Integer.MIN_VALUE, 7},
                        new long[] {Long.MAX_VALUE},
                        new float[] {Float.NaN},
                        new double[] {1e300},
                        new int[0],
                        new Integer[] {1, null},
                        new String[] {"a", null},
                        new Object[] {1L, "b"},
                        new int[][] {{1}, null, {}},
                        new Integer[][] {{1, null}},
                        new Figure[] {new Figure.Circle(2)},
                        new Figure.Circle[0],
                        new List<?>[] {List.of(1)},
                        new byte[][] {{1}},
                        new Object[] {new Object[] {}})
                .map(a -> Named.of(a.getClass().getSimpleName(), a));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void shouldComeBackAsTheSameArray(Object array) {
        Object copy = Given.copy(array);

        assertSame(array.getClass(), copy.getClass());
        assertArrayEquals(new Object[] {array}, new Object[] {copy});
    }

    @Test
    void shouldKeepEveryWidthInEveryPlace() {
        var figures = new LinkedHashMap<String, Figure>();
        figures.put("z", new Figure.Circle(1));
        figures.put("a", null);
        var wide = new Wide(
                (byte) -1,
                (short) 2,
                'c',
                4,
                5L,
                6f,
                7d,
                true,
                (byte) 1,
                null,
                'd',
                9L,
                10L,
                (short) 11,
                Optional.of("t"),
                List.of(1L),
                figures,
                new int[] {1},
                new String[][] {{"a"}, {}},
                12L);

        var copy = (Wide) Given.copy(wide);

        assertEquals(10L, copy.any());
        assertEquals((short) 11, copy.number());
        assertEquals(List.of(1L), copy.longs());
        assertEquals(List.of("z", "a"), List.copyOf(copy.figures().keySet()));
        assertArrayEquals(wide.table(), copy.table());
        assertEquals(12L, copy.comparable());
        assertEquals(wide.l(), copy.l());
        assertEquals(wide.cc(), copy.cc());
        assertNull(copy.ss());
    }

    @Test
    void shouldKeepTheOrderOfInsertion() {
        var map = new LinkedHashMap<String, Integer>();
        for (int i = 100; i > 0; i--) map.put("k" + i, i);

        assertEquals(List.copyOf(map.keySet()), List.copyOf(((Map<?, ?>) Given.copy(map)).keySet()));
        assertEquals(
                List.copyOf(map.keySet()),
                List.copyOf(((Map<?, ?>) Given.copy(Collections.unmodifiableMap(map))).keySet()));
    }

    @Test
    void shouldKeepWhatIsImmutableImmutable() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> cast(Given.copy(List.of(1))).add(2));
        assertThrows(
                UnsupportedOperationException.class,
                () -> cast(Given.copy(Set.of(1))).add(2));
        assertThrows(UnsupportedOperationException.class, () -> ((Map<?, ?>) Given.copy(Map.of(1, 2))).clear());
        cast(Given.copy(new ArrayList<>(List.of(1)))).add(2);
    }

    @SuppressWarnings("unchecked")
    private static java.util.Collection<Object> cast(Object value) {
        return (java.util.Collection<Object>) value;
    }

    @Test
    void shouldKeepADeque() {
        var deque = new ArrayDeque<>(List.of(3, 1, 2));

        assertEquals(List.of(3, 1, 2), List.copyOf((Deque<?>) Given.copy(deque)));
    }
}
