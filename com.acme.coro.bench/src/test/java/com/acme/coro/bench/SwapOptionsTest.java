package com.acme.coro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.bench.swap.SwapOptions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What bench swap is asked for")
class SwapOptionsTest {
    private static SwapOptions of(String line) {
        return SwapOptions.of(List.of(line.split(" ")), () -> 0);
    }

    @Test
    void shouldTakeNumberRateStateAndCrowd() {
        SwapOptions o = of("1000 --rate 50 --state 4096 --crowd 7");
        assertEquals(List.of(1000, 50, 4096, 7), List.of(o.updates(), o.rate(), o.stateBytes(), o.crowd()));
    }

    @Test
    void shouldSendAThousandASecondUnlessToldOtherwise() {
        assertEquals(1000, of("5").rate());
        assertEquals(0, of("5").stateBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "0,N must be a whole number within 1..1000000",
        "many,N must be a whole number",
        "5 --rate 0,--rate must be a whole number within 1..1000000",
        "5 --rate,--rate needs a value",
        "5 --state -1,--state must be a whole number",
        "5 6,expected swap N",
        "--rate 5,expected swap N",
        "5 --fast,unknown option \"--fast\"",
    })
    void refusesWhatMakesNoSense(String line, String sentence) {
        var e = assertThrows(IllegalArgumentException.class, () -> of(line));
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }
}
