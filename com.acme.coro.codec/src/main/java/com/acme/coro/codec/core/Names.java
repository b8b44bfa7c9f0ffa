package com.acme.coro.codec.core;

import com.acme.coro.api.Transferable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The names that classes were declared under. */
final class Names {
    /** The most characters a name may have. */
    static final int LONGEST = 1_000;

    private Names() {}

    /** The name that a class is written under; empty if it was not declared. */
    static Optional<String> of(Class<?> type) {
        return all(type).stream().findFirst();
    }

    /** All names that a class is read under, first the one it is written under; none if it was not declared. */
    static List<String> all(Class<?> type) {
        if (type.isHidden() || type.isAnonymousClass() || type.isLocalClass() && type.getEnclosingMethod() == null) {
            return List.of();
        }
        if (isOfTheJdk(type)) return List.of(type.getName());
        Transferable own = type.getAnnotation(Transferable.class);
        if (own != null) return names(own, type.getName());
        Class<?> outer = type.getEnclosingClass();
        String rest;
        List<String> prefixes;
        if (outer != null) {
            prefixes = all(outer);
            rest = type.getName().substring(outer.getName().length());
        } else {
            prefixes = ofPackage(type);
            rest = type.getName().substring(type.getPackageName().length());
        }
        return prefixes.stream().map(prefix -> prefix + rest).toList();
    }

    /** An enum of the JDK that everybody may use is as good as declared. */
    private static boolean isOfTheJdk(Class<?> type) {
        if (!type.isEnum() || !type.getName().startsWith("java.")) return false;
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            if (!Modifier.isPublic(c.getModifiers())) return false;
        }
        return type.getModule().isExported(type.getPackageName());
    }

    private static List<String> ofPackage(Class<?> type) {
        if (type.getClassLoader() == null || type.getPackageName().isEmpty()) return List.of();
        try {
            Class<?> info = Class.forName(type.getPackageName() + ".package-info", false, type.getClassLoader());
            Transferable declared = info.getAnnotation(Transferable.class);
            return declared == null ? List.of() : names(declared, type.getPackageName());
        } catch (ClassNotFoundException | LinkageError none) {
            return List.of();
        }
    }

    private static List<String> names(Transferable declared, String standard) {
        var names = new ArrayList<String>();
        names.add(declared.value().isEmpty() ? standard : declared.value());
        names.addAll(Arrays.asList(declared.aliases()));
        return names;
    }
}
