package com.acme.coro.scheduler.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BundlePatternTest {
    private static BundlePattern pattern(String text) {
        return BundlePattern.of(text).get(0);
    }

    @Test
    void shouldMatchWholeSymbolicNames() {
        assertTrue(pattern("com.acme.mill").matches("com.acme.mill"));
        assertFalse(pattern("com.acme.mill").matches("com.acme.mill.water"));
        assertFalse(pattern("com.acme.mill").matches("com-acme-mill"), "a dot is a dot");
    }

    @Test
    void shouldLetAStarStandForAnyCharacters() {
        assertTrue(pattern("com.acme.*").matches("com.acme.mill.water"));
        assertTrue(pattern("*.api").matches("com.acme.api"));
        assertTrue(pattern("com.*.mill").matches("com.acme.old.mill"));
        assertFalse(pattern("com.acme.*").matches("com.acme"));
        assertTrue(pattern("*").matches("anything"));
    }

    @Test
    void shouldTakeSeveralWithCommasBetweenThem() {
        assertEquals("[a, b.*, c]", BundlePattern.of("a, b.*", " c ").toString());
        assertEquals(List.of(), BundlePattern.of(""));
        assertEquals(List.of(), BundlePattern.of());
    }

    @Test
    void shouldCountWhatItSaysExactly() {
        assertTrue(pattern("com.acme.*").literals() > pattern("com.*").literals());
    }

    @Test
    void refusesWhatIsNoSymbolicName() {
        var e = assertThrows(IllegalArgumentException.class, () -> BundlePattern.of("com/acme"));
        assertEquals("bundles must be symbolic names, with * for any characters: bundles=com/acme", e.getMessage());
    }
}
