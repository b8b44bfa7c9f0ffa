package com.acme.coro.examples.lookup;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Self;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Knows who has been found in which way; all it knows is in its local variables. */
final class Follower implements CoroBody {
    /**
     * A coroutine is there.
     *
     * @param way how it was found
     * @param coro whom
     */
    record Found(String way, Coro coro) {}

    /**
     * It is gone.
     *
     * @param way how it had been found
     * @param coro whom
     */
    record Lost(String way, Coro coro) {}

    /**
     * Asks to be told as soon as a number of ways leads to a coroutine.
     *
     * @param ways how many
     * @param replyTo who gets the map from ways to coroutines
     */
    record TellWhen(int ways, Coro replyTo) {}

    @Override
    public Object run(Self self) {
        Map<String, Coro> found = new TreeMap<>();
        List<TellWhen> curious = new ArrayList<>();
        while (true) {
            switch (self.receive()) {
                case Found f -> {
                    found.put(f.way(), f.coro());
                    self.log().info("found {} by the {}", f.coro(), f.way());
                }
                case Lost l -> {
                    found.remove(l.way(), l.coro());
                    self.log().info("lost {} by the {}", l.coro(), l.way());
                }
                case TellWhen t -> curious.add(t);
                default -> self.unhandled();
            }
            for (Iterator<TellWhen> i = curious.iterator(); i.hasNext(); ) {
                TellWhen asked = i.next();
                if (asked.ways() != found.size()) continue;
                asked.replyTo().send(Map.copyOf(found));
                i.remove();
            }
        }
    }
}
