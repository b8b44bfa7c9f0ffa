package com.acme.coro.codec;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.UnreadableException;
import com.acme.coro.api.spi.Codec;
import com.acme.coro.api.standalone.CodecLimits;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Bytes of strangers")
class HostileBytesTest {
    private static final long SEED = 20_261_121;
    private static final int MUTATIONS = 100_000;

    @Transferable
    record Message(
            String text,
            int number,
            long wide,
            List<Message> more,
            Map<String, Object> map,
            Optional<UUID> id,
            int[] ints,
            String[] texts,
            BigDecimal decimal,
            Instant at,
            TimeUnit unit) {}

    private static Message message(int depth) {
        List<Message> more = depth == 0 ? List.of() : List.of(message(depth - 1), message(depth - 1));
        var map = new LinkedHashMap<String, Object>();
        map.put("a", 1L);
        map.put("b", new TreeSet<>(List.of(2, 1)));
        map.put("c", new Outcome.Terminated("why"));
        map.put("d", new CoroId(1, 2));
        return new Message(
                "text",
                5,
                6L,
                more,
                map,
                Optional.of(new UUID(1, 2)),
                new int[] {1, 2},
                new String[] {"x"},
                new BigDecimal("1.5"),
                Instant.EPOCH,
                TimeUnit.DAYS);
    }

    @Test
    @DisplayName("of any kind end in a value or one exception, soon, and take little memory")
    void shouldSurviveMutations() {
        var random = new Random(SEED);
        Codec codec = Given.codec(CodecLimits.DEFAULT
                .depth(50)
                .bytes(1 << 16)
                .text(1 << 12)
                .digits(100)
                .values(10_000));
        byte[] good = codec.write(message(1));
        int[] read = {0, 0};
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bad = mutated(good, random);
                try {
                    codec.read(bad, Given.HERE);
                    read[0]++;
                } catch (CoroException told) {
                    read[1]++;
                } catch (Throwable wrong) {
                    throw new AssertionError(
                            "seed " + SEED + ", mutation " + i + ": "
                                    + HexFormat.of().formatHex(bad),
                            wrong);
                }
            }
        });
        assertTrue(read[0] > 0 && read[1] > MUTATIONS / 2, Arrays.toString(read));
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bad = good.clone();
        switch (random.nextInt(5)) {
            case 0 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            case 1 -> {
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
            }
            case 2 -> {
                int at = random.nextInt(bad.length);
                bad[at] = (byte) (bad[at] ^ 1 << random.nextInt(8));
            }
            case 3 -> { // a piece of it once more
                int from = random.nextInt(bad.length);
                int length = random.nextInt(Math.min(64, bad.length - from) + 1);
                int at = random.nextInt(bad.length);
                var out = new ByteArrayOutputStream();
                out.write(bad, 0, at);
                out.write(bad, from, length);
                out.write(bad, at, bad.length - at);
                bad = out.toByteArray();
            }
            default -> random.nextBytes(bad = new byte[random.nextInt(200)]);
        }
        return bad;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "82", // truncated
                "8202f6", // another format
                "8201f6f6", // something behind
                "82017a7fffffff41", // a text of 2 GiB
                "82015a7fffffff41", // bytes of 2 GiB
                "8201829b7fffffffffffffff", // a list of endless length
                "8201811903e7", // no such kind
                "82018218ff00", // no such kind
                "8201a10102", // a map
                "82018207f6", // a UUID of nothing
                "82018318344378797a", // an array of an unknown type
                "82018318353f6378797a", // primitives of nothing
                "8201831835 63696e74 4101", // an int of one byte
                "8201831830 0101 0101", // wrong number of parts
                "8201851830 0101 0102", // the same key twice
                "820182183e00", // a handle
                "820183183c 81 6b 6a6176612e6c616e672e58", // a record of the JDK
                "820183183c 00", // a type that was not named
                "820183183d 716a6176612e6c616e672e52756e74696d65 6141", // an enum that is none
                "8201c24100", // a number with a tag
                "8201fb", // half a number
                "8201832000 00" // kind -1
            })
    void refusesInASentence(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        var refused =
                assertThrows(UnreadableException.class, () -> Given.codec().read(bytes, Given.HERE));
        assertTrue(
                refused.getMessage().length() < 1_000 && !refused.getMessage().contains("\n"), refused::getMessage);
    }

    @Test
    void refusesDeepNesting() {
        var bytes = new byte[100_000];
        bytes[0] = (byte) 0x82;
        bytes[1] = 1;
        for (int i = 2; i + 2 < bytes.length; i += 3) {
            bytes[i] = (byte) 0x82;
            bytes[i + 1] = 0x18;
            bytes[i + 2] = 41;
        }
        assertThrows(UnreadableException.class, () -> Given.codec().read(bytes, Given.HERE));
    }

    @Test
    void refusesMoreThanTheLimits() {
        Codec large = Given.codec();
        Codec small = Given.codec(
                CodecLimits.DEFAULT.depth(3).bytes(100).text(30).digits(8).values(10));
        var many = new ArrayList<Integer>();
        for (int i = 0; i < 11; i++) many.add(i);
        for (Object value : List.of(
                List.of(List.of(List.of(List.of()))),
                "x".repeat(31),
                new int[30],
                many,
                java.math.BigInteger.TWO.pow(64))) {
            byte[] bytes = large.write(value);
            assertThrows(UnreadableException.class, () -> small.read(bytes, Given.HERE), value::toString);
        }
    }

    @Test
    void refusesAReferenceThatLeadsNowhere() {
        byte[] bytes = HexFormat.of().parseHex("8201" + "86183f" + "0102" + "6161" + "6168" + "05");
        var refused =
                assertThrows(UnreadableException.class, () -> Given.codec().read(bytes, Given.HERE));
        assertTrue(refused.getMessage().contains("no way to it at h:5"), refused::getMessage);
        assertThrows(NullPointerException.class, () -> new Exit(null, null));
    }
}
