package com.acme.coro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.standalone.Carrier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @Test
    void shouldReadWorkloadAndNumber() throws Exception {
        assertEquals(
                new Request(Workload.PINGPONG, 5_000_000, Optional.empty()),
                Request.of(List.of("pingpong", "5000000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring 10 --carrier jvm", "--carrier jvm ring 10", "ring --carrier=jvm 10"})
    void shouldReadTheCarrierWhereverItStands(String line) throws Exception {
        assertEquals(new Request(Workload.RING, 10, Optional.of(Carrier.JVM)), Request.of(List.of(line.split(" "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|expected WORKLOAD N",
                "ring|expected WORKLOAD N",
                "ring 1 2|expected WORKLOAD N",
                "rings 1|unknown workload \"rings\"",
                "ring 0|N must be a whole number within 1..100000000: \"0\"",
                "ring -5|N must be a whole number within 1..100000000: \"-5\"",
                "ring 100000001|N must be",
                "ring ten|N must be a whole number within 1..100000000: \"ten\"",
                "ring 1 --carrier|--carrier needs a value",
                "ring 1 --carrier both|--carrier must be jvm or own: \"both\"",
                "ring 1 --fast|unknown option \"--fast\""
            })
    void refusesWhatItDoesNotUnderstandInOneLine(String line, String sentence) {
        var words = line.isEmpty() ? List.<String>of() : List.of(line.split(" "));
        var wrong = assertThrows(Request.Usage.class, () -> Request.of(words));
        assertTrue(wrong.getMessage().startsWith(sentence), wrong.getMessage());
        assertEquals(1, wrong.getMessage().lines().count());
    }
}
