package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void shouldLeaveACommandItsOwnWords() {
        var line = CommandLine.of(List.of("bench", "spawn", "10", "--carrier", "own"));
        assertEquals(Optional.of("bench"), line.command());
        assertEquals(List.of("spawn", "10", "--carrier", "own"), line.rest());
    }

    @Test
    void shouldTakeVerboseFromAnywhere() {
        assertAll(
                () -> assertTrue(CommandLine.of(List.of("--verbose", "demo")).verbose()),
                () -> assertTrue(CommandLine.of(List.of("demo", "--verbose")).verbose()),
                () -> assertEquals(
                        List.of(), CommandLine.of(List.of("demo", "--verbose")).rest()));
    }

    @Test
    void shouldLeaveHelpToTheCommandThatHasIt() {
        var line = CommandLine.of(List.of("bench", "--help"));
        assertAll(() -> assertTrue(line.help()), () -> assertEquals(List.of("--help"), line.rest()));
    }

    @Test
    void shouldTakeAVersionOnlyWhereACommandCouldStand() {
        assertAll(
                () -> assertTrue(CommandLine.of(List.of("--version")).version()),
                () -> assertFalse(CommandLine.of(List.of("bench", "--version")).version()),
                () -> assertEquals(
                        List.of("--version"),
                        CommandLine.of(List.of("bench", "--version")).rest()));
    }

    @Test
    void shouldTakeAnUnknownOptionForTheCommandSoThatItIsRefused() {
        assertEquals(
                Optional.of("--fast"), CommandLine.of(List.of("--fast", "run")).command());
    }
}
