package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void shouldNotLetAReportMoveTheCursorOrForgeALine() {
        assertEquals("a?[2Jb?c?d\te \u2713", Text.printable("a\u001b[2Jb\nc\u202ed\te \u2713"));
    }
}
