package com.acme.coro.codec.core;

import java.util.List;
import java.util.Optional;

/** Tells which types a revision has declared, itself or by what it imports. */
public interface Declarations {
    /**
     * One declaration.
     *
     * @param className a type's, or a package's if {@code wholePackage}
     * @param names under which it is read
     * @param wholePackage whether all of a package is declared
     */
    record Declared(String className, List<String> names, boolean wholePackage) {}

    /**
     * All that a revision can see.
     *
     * @param revision its loader
     * @return empty if nothing is known of this loader: then a class is looked for by its name
     */
    Optional<List<Declared>> of(ClassLoader revision);
}
