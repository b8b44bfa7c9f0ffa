package com.acme.coro.core;

import com.acme.coro.api.Clause;
import com.acme.coro.api.Self;
import com.acme.coro.api.Wait;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of several waits came first, and what it brought.
 *
 * @param index place of the wait among the arguments
 * @param value what it brought
 */
public record Done(int index, Object value) {
    /** Waits for the first of several things. */
    public static Done first(Self self, Wait<?>... waits) {
        List<Clause<Done>> clauses = new ArrayList<>();
        for (int i = 0; i < waits.length; i++) {
            int index = i;
            clauses.add(waits[i].then(value -> new Done(index, value)));
        }
        return self.first(clauses);
    }
}
