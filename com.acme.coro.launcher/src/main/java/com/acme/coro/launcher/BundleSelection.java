package com.acme.coro.launcher;

import com.acme.coro.launcher.BundledJars.CarriedBundle;
import java.util.function.Predicate;

/**
 * Which bundles there are to be.
 *
 * @param installed those that can be used
 * @param started those of them that are started
 * @param scheduler whether the default scheduler is among what they do
 */
record BundleSelection(Predicate<CarriedBundle> installed, Predicate<CarriedBundle> started, boolean scheduler) {
    /** All of them are started. */
    static BundleSelection of(Predicate<CarriedBundle> wanted) {
        return new BundleSelection(wanted, wanted, true);
    }

    /**
     * A component that asks for no service starts with its bundle and those of the component runtime. Of ours its bundle
     * knows the API alone; the framework finds whose code else it takes among those that are installed.
     */
    static BundleSelection alone(CarriedBundle component) {
        return new BundleSelection(
                bundle -> bundle.equals(component) || bundle.api() || !(bundle.ours() || bundle.shell()),
                bundle -> bundle.equals(component) || bundle.runsComponents(),
                false);
    }

    BundleSelection without(Predicate<CarriedBundle> some) {
        return new BundleSelection(installed.and(some.negate()), started.and(some.negate()), scheduler);
    }
}
