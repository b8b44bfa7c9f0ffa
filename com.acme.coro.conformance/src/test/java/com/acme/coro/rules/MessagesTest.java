package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import java.util.ArrayList;
import java.util.List;

/** The rules of messages. */
class MessagesTest {
    // snippet: immutable
    record Order(String customer, List<String> items) {
        Order {
            items = List.copyOf(items); // nobody can change it once it was sent
        }
    }
    // end

    @CoroTest
    void shouldPassByReference(Scheduler coros) {
        var items = new ArrayList<>(List.of("pump"));
        // snippet: by-reference
        Coro receiver = coros.spawn("receiver", self -> self.receive());
        var order = new Order("ada", items);
        receiver.send(order);
        items.add("valve"); // does not reach the message
        assertSame(order, receiver.value()); // the very object, no copy
        // end
        assertEquals(List.of("pump"), order.items());
    }
}
