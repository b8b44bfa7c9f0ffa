package com.acme.coro.examples.categories;

import com.acme.coro.api.Categories;
import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A desk where people wait in line, the mailbox. For a while those in a hurry are served before the others; then
 * everybody is served in turn again.
 */
@Component(service = Desk.class)
public final class Desk {
    /**
     * Somebody in the line.
     *
     * @param name who
     * @param hurry whether there is a hurry
     */
    public record Visitor(String name, boolean hurry) {}

    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs the desk
     */
    @Activate
    public Desk(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /**
     * Sends visitors to a new desk and waits until all are served.
     *
     * @param visitors the line, in order
     * @param hurried how many of those in a hurry are served first
     * @return the names in the order in which they were served
     */
    @SuppressWarnings("unchecked")
    public List<String> serve(List<Visitor> visitors, int hurried) {
        Coro desk = coros.spawn("desk", self -> serve(self, visitors.size(), hurried));
        for (Visitor visitor : visitors) desk.send(visitor);
        return (List<String>) desk.value();
    }

    private static List<String> serve(Self self, int visitors, int hurried) {
        var served = new ArrayList<String>();
        // snippet: hurry
        Categories line = self.categories();
        var byHurry = line.add(message ->
                message instanceof Visitor visitor && visitor.hurry() ? Optional.of("hurry") : Optional.empty());
        for (int i = 0; i < hurried; i++) {
            served.add(((Visitor) line.receive("hurry")).name()); // the others stay where they are
        }
        line.remove(byHurry);
        // end
        while (served.size() < visitors) {
            served.add(((Visitor) line.receive()).name());
        }
        return served;
    }
}
