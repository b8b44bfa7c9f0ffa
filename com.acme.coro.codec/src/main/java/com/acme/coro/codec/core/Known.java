package com.acme.coro.codec.core;

import com.acme.coro.api.CoroId;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.Transferable;
import com.acme.coro.support.text.Printable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of registered names, for each revision. What is kept of one refers to its classes weakly, and goes with its
 * loader.
 */
final class Known {
    /** What is known of one revision. */
    private static final class Revision {
        final Map<String, WeakReference<Class<?>>> found = new ConcurrentHashMap<>();
        /** Class names, or null where a class is looked for by its own name. */
        final Index index;

        Revision(Index index) {
            this.index = index;
        }
    }

    /** The classes and packages that are declared under each name. Two under one name are refused when it is used. */
    private record Index(Map<String, List<String>> types, Map<String, List<String>> packages) {}

    private static final Map<String, Class<?>> OURS = new HashMap<>();

    static {
        for (Class<?> c : List.of(
                Exit.class,
                CoroId.class,
                Location.class,
                Outcome.class,
                Failure.class,
                SendResult.class,
                SignalResult.class)) {
            for (Class<?> nested : c.getDeclaredClasses()) Names.all(nested).forEach(n -> OURS.put(n, nested));
            Names.all(c).forEach(n -> OURS.put(n, c));
        }
    }

    private final Declarations declarations;

    // guarded by itself
    private final Map<ClassLoader, Revision> revisions = Collections.synchronizedMap(new WeakHashMap<>());

    Known(Declarations declarations) {
        this.declarations = declarations;
    }

    void declare(Class<?> type) {
        List<String> names = Names.all(type);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " is not declared: put @"
                    + Transferable.class.getSimpleName() + " on it or on its package");
        }
        if (type.getClassLoader() == null) return;
        Revision r = revision(type.getClassLoader());
        for (String name : names) {
            if (name.length() > Names.LONGEST) {
                throw new IllegalArgumentException("the name of " + type.getName() + " must have at most "
                        + Names.LONGEST + " characters: " + Printable.of(name, 100));
            }
            add(r, name, type);
        }
        for (Class<?> nested : type.getDeclaredClasses()) if (!Names.all(nested).isEmpty()) declare(nested);
    }

    private static void add(Revision r, String name, Class<?> type) {
        WeakReference<Class<?>> before = r.found.putIfAbsent(name, new WeakReference<>(type));
        Class<?> other = before == null ? null : before.get();
        if (other == type) return;
        if (other != null) throw new DeclaredTwiceException(name, type.getName(), other.getName());
        r.found.put(name, new WeakReference<>(type));
    }

    /**
     * A class is being written: its writer can read it. Only what has another name than its class needs that.
     *
     * @throws DeclaredTwiceException if another class has the name
     */
    void seen(Class<?> type, String name) {
        if (type.getClassLoader() == null || name.equals(type.getName())) return;
        add(revision(type.getClassLoader()), name, type);
    }

    void forget(ClassLoader revision) {
        revisions.remove(revision);
    }

    void close() {
        revisions.clear();
    }

    /**
     * The class of a name.
     *
     * @throws DeclaredTwiceException if several are declared under it
     */
    Optional<Class<?>> find(String name, ClassLoader revision) {
        Class<?> ours = OURS.get(name);
        if (ours != null) return Optional.of(ours);
        if (name.startsWith("java.")) return ofTheJdk(name);
        Revision r = revision(revision);
        WeakReference<Class<?>> found = r.found.get(name);
        Class<?> type = found == null ? null : found.get();
        if (type != null) return Optional.of(type);
        Optional<Class<?>> looked = look(name, r, revision);
        looked.ifPresent(t -> r.found.put(name, new WeakReference<>(t)));
        return looked;
    }

    private Revision revision(ClassLoader loader) {
        Revision known = revisions.get(loader);
        if (known != null) return known;
        var fresh = new Revision(declarations.of(loader).map(Known::index).orElse(null));
        Revision before = revisions.putIfAbsent(loader, fresh);
        return before == null ? fresh : before;
    }

    private static Index index(List<Declarations.Declared> all) {
        var types = new HashMap<String, List<String>>();
        var packages = new HashMap<String, List<String>>();
        for (var d : all) {
            for (String name : d.names()) {
                List<String> homes =
                        (d.wholePackage() ? packages : types).computeIfAbsent(name, n -> new ArrayList<>(1));
                if (!homes.contains(d.className())) homes.add(d.className());
            }
        }
        return new Index(types, packages);
    }

    /** The one class, or package, of a name; null if there is none. */
    private static String only(String name, Map<String, List<String>> homes) {
        List<String> all = homes.get(name);
        if (all == null) return null;
        if (all.size() > 1) throw new DeclaredTwiceException(name, all.get(0), all.get(1));
        return all.get(0);
    }

    private static Optional<Class<?>> look(String name, Revision r, ClassLoader loader) {
        if (r.index == null) return load(name, name, loader);
        String type = only(name, r.index.types());
        if (type != null) return load(name, type, loader);
        for (int i = name.lastIndexOf('$'); i > 0; i = name.lastIndexOf('$', i - 1)) {
            String outer = only(name.substring(0, i), r.index.types());
            if (outer != null) return load(name, outer + name.substring(i), loader);
        }
        int dot = name.lastIndexOf('.');
        String home = dot < 0 ? null : only(name.substring(0, dot), r.index.packages());
        return home == null ? Optional.empty() : load(name, home + name.substring(dot), loader);
    }

    // Looks for the file first: a loader remembers every name it was asked for, and strangers may ask for many.
    private static Optional<Class<?>> load(String name, String className, ClassLoader loader) {
        if (loader.getResource(className.replace('.', '/') + ".class") == null) return Optional.empty();
        try {
            Class<?> type = Class.forName(className, false, loader);
            return Names.all(type).contains(name) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError absent) {
            return Optional.empty();
        }
    }

    // What the rules of names say of enums.
    private static Optional<Class<?>> ofTheJdk(String name) {
        if (Object.class.getResource("/" + name.replace('.', '/') + ".class") == null) return Optional.empty();
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return Names.all(type).contains(name) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError absent) {
            return Optional.empty();
        }
    }
}
