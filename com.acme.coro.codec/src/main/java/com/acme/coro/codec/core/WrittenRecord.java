package com.acme.coro.codec.core;

import java.util.ArrayList;
import java.util.List;

/** A record's type as it was written. Of the reader's thread. */
final class WrittenRecord {
    /** Its names, the present one first. */
    final List<String> names;
    /** For each component its names, the present one first. */
    final List<List<String>> components = new ArrayList<>();

    final List<String> types = new ArrayList<>();
    /** Here, once it was needed. */
    Shape.Parts here;
    /** For each written component where it is here, or -1. */
    int[] places;

    WrittenRecord(List<String> names) {
        this.names = names;
    }

    String name() {
        return names.get(0);
    }
}
