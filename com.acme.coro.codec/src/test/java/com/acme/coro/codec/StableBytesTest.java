package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.Transferable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of today are read tomorrow: a process may run another release than its peer. Who changes what is written
 * keeps these bytes readable, and adds the new ones.
 */
@DisplayName("What earlier releases wrote is read, and written the same")
class StableBytesTest {
    @Transferable("test.reading")
    record Reading(String sensor, int value, Optional<Duration> age) {}

    @Transferable("test.unit")
    enum Unit {
        WATT
    }

    static List<Arguments> known() {
        return List.of(
                arguments("text \u00e4", "8201677465787420c3a4"),
                arguments(42, "8201182a"),
                arguments(42L, "82018201182a"),
                arguments('c', "820182041863"),
                arguments(1.5, "8201fb3ff8000000000000"),
                arguments(true, "8201f5"),
                arguments(new BigDecimal("12.340"), "8201830603423034"),
                arguments(List.of(1, "two"), "820183182b016374776f"),
                arguments(Map.of("key", 7L), "8201831831636b6579820107"),
                arguments(Optional.of("there"), "8201821828657468657265"),
                arguments(Unit.WATT, "820183183d69746573742e756e69746457415454"),
                arguments(
                        new Reading("roof", 3, Optional.of(Duration.ofMillis(1_500))),
                        "820185183c876c746573742e72656164696e676673656e736f7264746578746576616c756563696e7463616765686f7074696f6e616c64726f6f6603821828830a011a1dcd6500"),
                arguments(
                        new Reading("roof", -1, Optional.empty()),
                        "820185183c876c746573742e72656164696e676673656e736f7264746578746576616c756563696e7463616765686f7074696f6e616c64726f6f6620811828"),
                arguments(Instant.parse("2026-11-21T10:15:30.5Z"), "820183091a6b016f421a1dcd6500"),
                arguments(LocalDate.of(2026, 11, 21), "8201820b19512a"),
                arguments(new UUID(1, 2), "820183070102"),
                arguments(
                        new Outcome.Terminated("enough"),
                        "820183183c837824636f6d2e61636d652e636f726f2e6170692e4f7574636f6d65245465726d696e6174656466726561736f6e647465787466656e6f756768"));
    }

    @ParameterizedTest
    @MethodSource("known")
    void shouldReadAndWrite(Object value, String hex) {
        var codec = Given.codec();
        codec.declare(Reading.class, Unit.class);
        assertEquals(hex, HexFormat.of().formatHex(codec.write(value)));
        assertEquals(value, codec.read(HexFormat.of().parseHex(hex), Given.HERE));
    }
}
