package com.acme.coro.launcher;

import com.acme.coro.launcher.Carried.CarriedBundle;
import java.util.function.Predicate;

/**
 * Which bundles there are to be.
 *
 * @param installed those that can be used
 * @param started those of them that are started
 * @param scheduler whether the default scheduler is among what they do
 */
record Choice(Predicate<CarriedBundle> installed, Predicate<CarriedBundle> started, boolean scheduler) {
    /** All of them are started. */
    static Choice of(Predicate<CarriedBundle> wanted) {
        return new Choice(wanted, wanted, true);
    }

    /**
     * A component that asks for no service starts with its bundle and those of the component runtime. Of ours its bundle
     * knows the API alone; the framework finds whose code else it takes among those that are installed.
     */
    static Choice alone(CarriedBundle component) {
        return new Choice(
                bundle -> bundle.equals(component) || bundle.api() || !(bundle.ours() || bundle.shell()),
                bundle -> bundle.equals(component) || bundle.runsComponents(),
                false);
    }

    Choice without(Predicate<CarriedBundle> some) {
        return new Choice(installed.and(some.negate()), started.and(some.negate()), scheduler);
    }
}
