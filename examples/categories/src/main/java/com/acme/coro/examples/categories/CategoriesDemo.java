package com.acme.coro.examples.categories;

import com.acme.coro.examples.categories.Desk.Visitor;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends six visitors to the desk and checks in which order they were served. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=40", "coro.demo.title=Messages of one kind first"})
public final class CategoriesDemo implements Callable<String> {
    private final Desk desk;

    /**
     * For the component runtime.
     *
     * @param desk what is checked
     */
    @Activate
    public CategoriesDemo(@Reference Desk desk) {
        this.desk = desk;
    }

    @Override
    public String call() {
        var line = List.of(
                new Visitor("Ada", false),
                new Visitor("Ben", true),
                new Visitor("Cleo", false),
                new Visitor("Dan", true),
                new Visitor("Eve", false),
                new Visitor("Fay", true));
        List<String> served = desk.serve(line, 2);
        if (!served.equals(List.of("Ben", "Dan", "Ada", "Cleo", "Eve", "Fay"))) {
            throw new IllegalStateException("served in the order " + served);
        }
        return "Ada, Ben!, Cleo, Dan!, Eve and Fay! stood in line; the first two in a hurry (!) were served first,\n"
                + "then everybody in turn: " + String.join(", ", served);
    }
}
