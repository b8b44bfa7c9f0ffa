package com.acme.coro.codec.core;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the values of one class of the JDK are written: as a list of numbers, texts and bytes.
 *
 * @param code what it begins with in the bytes; never given to another class
 * @param name the class's name in the bytes
 * @param type the class
 * @param parts the value's parts: Long, Integer, Double, String, byte[] or null; throws IllegalArgumentException for a value
 *     that cannot be kept exactly
 * @param make the value of such parts; throws what it likes if they are of the wrong number or kind
 */
record Scalar(int code, String name, Class<?> type, Function<Object, Object[]> parts, Function<Parts, Object> make) {
    /** The parts as they are read, each of which may turn out to be of another kind. */
    record Parts(List<Object> all) {
        long number(int i) {
            return ((Number) whole(i)).longValue();
        }

        int small(int i) {
            return Math.toIntExact(number(i));
        }

        String text(int i) {
            return (String) all.get(i);
        }

        byte[] bytes(int i) {
            return (byte[]) all.get(i);
        }

        double real(int i) {
            return (Double) all.get(i);
        }

        private Object whole(int i) {
            Object part = all.get(i);
            if (part instanceof Integer || part instanceof Long) return part;
            throw new IllegalArgumentException("part " + i + " is no whole number");
        }
    }

    static final List<Scalar> ALL = List.of(
            of(1, "long", Long.class, v -> parts(v), p -> p.number(0)),
            of(
                    2,
                    "short",
                    Short.class,
                    v -> parts(v.intValue()),
                    p -> within(p.small(0), Short.MIN_VALUE, Short.MAX_VALUE).shortValue()),
            of(
                    3,
                    "byte",
                    Byte.class,
                    v -> parts(v.intValue()),
                    p -> within(p.small(0), Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue()),
            of(4, "char", Character.class, v -> parts((int) v), p -> (char) (int) within(p.small(0), 0, 0xFFFF)),
            of(5, "integer", BigInteger.class, v -> parts((Object) v.toByteArray()), p -> new BigInteger(p.bytes(0))),
            of(
                    6,
                    "decimal",
                    BigDecimal.class,
                    v -> parts(v.scale(), v.unscaledValue().toByteArray()),
                    p -> new BigDecimal(new BigInteger(p.bytes(1)), p.small(0))),
            of(
                    7,
                    "uuid",
                    UUID.class,
                    v -> parts(v.getMostSignificantBits(), v.getLeastSignificantBits()),
                    p -> new UUID(p.number(0), p.number(1))),
            of(8, "uri", URI.class, v -> parts(v.toString()), p -> URI.create(p.text(0))),
            of(
                    9,
                    "instant",
                    Instant.class,
                    v -> parts(v.getEpochSecond(), v.getNano()),
                    p -> Instant.ofEpochSecond(p.number(0), p.small(1))),
            of(
                    10,
                    "duration",
                    Duration.class,
                    v -> parts(v.getSeconds(), v.getNano()),
                    p -> Duration.ofSeconds(p.number(0), p.small(1))),
            of(11, "date", LocalDate.class, v -> parts(v.toEpochDay()), p -> date(p, 0)),
            of(12, "time", LocalTime.class, v -> parts(v.toNanoOfDay()), p -> time(p, 0)),
            of(13, "date-time", LocalDateTime.class, v -> parts(day(v), nanos(v)), p -> dateTime(p)),
            of(
                    14,
                    "zoned",
                    ZonedDateTime.class,
                    v -> parts(
                            day(v.toLocalDateTime()),
                            nanos(v.toLocalDateTime()),
                            v.getOffset().getTotalSeconds(),
                            v.getZone().getId()),
                    p -> ZonedDateTime.ofLocal(dateTime(p), ZoneId.of(p.text(3)), offset(p, 2))),
            of(
                    15,
                    "offset-date-time",
                    OffsetDateTime.class,
                    v -> parts(
                            day(v.toLocalDateTime()),
                            nanos(v.toLocalDateTime()),
                            v.getOffset().getTotalSeconds()),
                    p -> OffsetDateTime.of(dateTime(p), offset(p, 2))),
            of(
                    16,
                    "offset-time",
                    OffsetTime.class,
                    v -> parts(v.toLocalTime().toNanoOfDay(), v.getOffset().getTotalSeconds()),
                    p -> OffsetTime.of(time(p, 0), offset(p, 1))),
            of(17, "year", Year.class, v -> parts(v.getValue()), p -> Year.of(p.small(0))),
            of(
                    18,
                    "year-month",
                    YearMonth.class,
                    v -> parts(v.getYear(), v.getMonthValue()),
                    p -> YearMonth.of(p.small(0), p.small(1))),
            of(
                    19,
                    "month-day",
                    MonthDay.class,
                    v -> parts(v.getMonthValue(), v.getDayOfMonth()),
                    p -> MonthDay.of(p.small(0), p.small(1))),
            of(
                    20,
                    "period",
                    Period.class,
                    v -> parts(v.getYears(), v.getMonths(), v.getDays()),
                    p -> Period.of(p.small(0), p.small(1), p.small(2))),
            of(21, "zone", ZoneId.class, v -> parts(v.getId()), p -> ZoneId.of(p.text(0))),
            of(22, "offset", ZoneOffset.class, v -> parts(v.getTotalSeconds()), p -> offset(p, 0)),
            of(
                    23,
                    "frame",
                    StackTraceElement.class,
                    v -> parts(
                            v.getClassLoaderName(),
                            v.getModuleName(),
                            v.getModuleVersion(),
                            v.getClassName(),
                            v.getMethodName(),
                            v.getFileName(),
                            v.getLineNumber()),
                    p -> new StackTraceElement(
                            p.text(0), p.text(1), p.text(2), p.text(3), p.text(4), p.text(5), p.small(6))),
            of(
                    24,
                    "optional-int",
                    OptionalInt.class,
                    v -> v.isPresent() ? parts(v.getAsInt()) : new Object[0],
                    p -> p.all().isEmpty() ? OptionalInt.empty() : OptionalInt.of(p.small(0))),
            of(
                    25,
                    "optional-long",
                    OptionalLong.class,
                    v -> v.isPresent() ? parts(v.getAsLong()) : new Object[0],
                    p -> p.all().isEmpty() ? OptionalLong.empty() : OptionalLong.of(p.number(0))),
            of(
                    26,
                    "optional-double",
                    OptionalDouble.class,
                    v -> v.isPresent() ? parts(v.getAsDouble()) : new Object[0],
                    p -> p.all().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(p.real(0))),
            of(27, "locale", Locale.class, v -> parts(tag(v)), p -> Locale.forLanguageTag(p.text(0))));

    /** By code. */
    static final Map<Integer, Scalar> BY_CODE = ALL.stream().collect(Collectors.toMap(Scalar::code, s -> s));

    private static final Map<Class<?>, Scalar> BY_TYPE = ALL.stream().collect(Collectors.toMap(Scalar::type, s -> s));
    private static final Scalar ZONE = BY_TYPE.get(ZoneId.class);

    /** How a class is written, or null if it is none of these. */
    static Scalar of(Class<?> type) {
        Scalar s = BY_TYPE.get(type);
        // the JDK's regions are of a class that nobody can name
        return s == null && ZoneId.class.isAssignableFrom(type) ? ZONE : s;
    }

    private static <T> Scalar of(
            int code, String name, Class<T> type, Function<T, Object[]> parts, Function<Parts, Object> make) {
        return new Scalar(code, name, type, value -> parts.apply(type.cast(value)), make);
    }

    private static Object[] parts(Object... parts) {
        return parts;
    }

    private static String tag(Locale locale) {
        String tag = locale.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(locale)) {
            throw new IllegalArgumentException("its language tag is that of another locale: " + tag);
        }
        return tag;
    }

    private static long day(LocalDateTime t) {
        return t.toLocalDate().toEpochDay();
    }

    private static long nanos(LocalDateTime t) {
        return t.toLocalTime().toNanoOfDay();
    }

    private static LocalDate date(Parts p, int i) {
        return LocalDate.ofEpochDay(p.number(i));
    }

    private static LocalTime time(Parts p, int i) {
        return LocalTime.ofNanoOfDay(p.number(i));
    }

    private static LocalDateTime dateTime(Parts p) {
        return LocalDateTime.of(date(p, 0), time(p, 1));
    }

    private static ZoneOffset offset(Parts p, int i) {
        return ZoneOffset.ofTotalSeconds(p.small(i));
    }

    private static Integer within(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("not within " + least + ".." + most + ": " + value);
        }
        return value;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(new int[] {code});
    }
}
