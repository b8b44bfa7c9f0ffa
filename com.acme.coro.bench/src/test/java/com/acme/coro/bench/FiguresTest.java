package com.acme.coro.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void shouldPrintOneLineOfJson() {
        var figures = new Figures(0.5, 1000, 64.3)
                .with("cpu_s", 0.25)
                .with("bytes_each", 640L)
                .with("carrier", "own");

        assertEquals(
                "{\"peer\":\"ours\",\"workload\":\"W1\",\"n\":1000,\"seconds\":0.5000,\"ops_per_s\":2000,"
                        + "\"rss_mb\":64.3,\"extra\":{\"cpu_s\":0.2500,\"bytes_each\":640,\"carrier\":\"own\"}}",
                figures.json("W1", 1000));
    }
}
