package com.acme.coro.codec.core;

import java.util.ArrayList;
import java.util.List;

/** A record's type as it was written. Of the reader's thread. */
final class WrittenRecord {
    final String name;
    final List<String> components = new ArrayList<>();
    final List<String> types = new ArrayList<>();
    /** Here, once it was needed. */
    Shape.Parts here;
    /** For each written component where it is here, or -1. */
    int[] places;

    WrittenRecord(String name) {
        this.name = name;
    }
}
