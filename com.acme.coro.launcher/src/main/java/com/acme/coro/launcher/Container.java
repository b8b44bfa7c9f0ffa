package com.acme.coro.launcher;

import com.acme.coro.launcher.BundledJars.CarriedBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The framework of this process, with bundles in it. It is stopped when the process ends, however that comes about:
 * by its last line, by Ctrl-C, by SIGTERM.
 */
final class Container {
    // The bound that the clean-up of coroutines has. With the JVM's own end it makes less than 2 s.
    private static final Duration STOP = Duration.ofMillis(1_700);
    private static final String DEFAULT_SCHEDULER =
            "(&(objectClass=com.acme.coro.api.Scheduler)(coro.scheduler=default))";
    private static final Duration COME_UP = Duration.ofSeconds(5);

    // It tells of every provider that it finds. Kept, as a level lasts as long as its logger.
    private static final Logger FINDER = Logger.getLogger("org.apache.aries.spifly");

    static {
        FINDER.setLevel(Level.WARNING);
    }

    // Set once, by the thread that ends the process; read by the one that works, whose failures then are no news.
    private static volatile boolean ending;

    private final PrintStream err;
    // Open until the starting thread is through with the storage, so that nothing is written to it once it is deleted.
    private final CountDownLatch begun = new CountDownLatch(1);
    // Both set once by the starting thread, and read by the one that ends the process; empty before.
    private volatile Optional<Storage> storage = Optional.empty();
    private volatile Optional<Framework> framework = Optional.empty();

    private Container(PrintStream err) {
        this.err = err;
    }

    /**
     * Starts a framework and bundles, and waits for the default scheduler if that is among them.
     *
     * @param carried where the bundles are
     * @param choice which of them
     * @param verbose whether the log is to tell of more than warnings
     * @param configuration properties by PID
     * @param deploy the deploy folder, if there is to be one
     * @param err where trouble at the end is told
     */
    static Container start(
            BundledJars carried,
            BundleSelection choice,
            boolean verbose,
            Map<String, Map<String, String>> configuration,
            Optional<DeployFolder> deploy,
            PrintStream err)
            throws LaunchException, InterruptedException {
        var container = new Container(err);
        Runtime.getRuntime().addShutdownHook(new Thread(container::end, "coro end"));
        try {
            container.open(
                    carried,
                    deploy.isPresent() ? choice : choice.without(CarriedBundle::watchesTheDeployFolder),
                    verbose,
                    configuration,
                    deploy);
        } catch (BundleException | IllegalStateException failure) {
            throw new LaunchException("the container did not start: " + failure.getMessage(), failure);
        } finally {
            container.begun.countDown();
        }
        if (choice.scheduler()
                && container.service(Object.class, DEFAULT_SCHEDULER).isEmpty()) {
            throw new LaunchException("the default scheduler did not come up within " + COME_UP.toSeconds()
                    + " s; the log, all of it with --verbose, may tell why");
        }
        return container;
    }

    private void open(
            BundledJars carried,
            BundleSelection choice,
            boolean verbose,
            Map<String, Map<String, String>> configuration,
            Optional<DeployFolder> deploy)
            throws LaunchException, BundleException {
        Framework felix = create(carried, verbose, deploy);
        goOn();
        felix.init();
        Supplier<Map<String, Map<String, String>>> supplier = () -> configuration;
        offer(Supplier.class, supplier, Map.of("coro.launcher", "configuration"));
        List<Bundle> bundles = install(carried, choice);
        felix.start();
        for (Bundle bundle : bundles) start(bundle);
    }

    private Framework create(BundledJars carried, boolean verbose, Optional<DeployFolder> deploy)
            throws LaunchException {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new LaunchException("there is no framework in " + carried.jar()));
        var directory = Storage.create();
        storage = Optional.of(directory);
        var properties = new HashMap<String, String>();
        properties.put(Constants.FRAMEWORK_STORAGE, directory.directory().toString());
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.*,com.sun.*");
        properties.put("org.osgi.service.log.admin.loglevel", verbose ? "INFO" : "WARN");
        // Nobody here needs URLs of bundles to be made from text; what it would take is a hook into the whole JVM.
        properties.put("felix.service.urlhandlers", "false");
        deploy.ifPresent(folder -> properties.putAll(folder.properties(directory.directory())));
        Framework felix = factory.newFramework(properties);
        framework = Optional.of(felix);
        return felix;
    }

    private static void goOn() throws LaunchException {
        if (ending) throw new LaunchException("ended before it was ready");
    }

    /** Those that are to start. */
    private List<Bundle> install(BundledJars carried, BundleSelection choice) throws BundleException, LaunchException {
        var bundles = new ArrayList<Bundle>();
        try (var archive = new JarFile(carried.jar().toFile())) {
            for (CarriedBundle bundle : carried.bundles()) {
                if (!choice.installed().test(bundle)) continue;
                goOn();
                try (InputStream content = archive.getInputStream(archive.getEntry(bundle.entry()))) {
                    Bundle installed = context().installBundle("coro:" + bundle.file(), content);
                    if (choice.started().test(bundle)) bundles.add(installed);
                }
            }
        } catch (IOException unreadable) {
            throw new LaunchException("cannot read " + carried.jar() + ": " + unreadable.getMessage(), unreadable);
        }
        return bundles;
    }

    private static void start(Bundle bundle) throws LaunchException {
        goOn();
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException failure) {
            throw new LaunchException(bundle.getSymbolicName() + " did not start: " + failure.getMessage(), failure);
        }
    }

    private BundleContext context() {
        return framework.orElseThrow().getBundleContext();
    }

    /** How many bundles there are, the framework not counted. */
    int bundles() {
        return context().getBundles().length - 1;
    }

    /** Offers a service to the bundles. */
    <T> void offer(Class<T> type, T service, Map<String, String> properties) {
        Dictionary<String, Object> dictionary = new Hashtable<>(properties);
        context().registerService(type, service, dictionary);
    }

    /**
     * A service of a bundle; waits for it to come up.
     *
     * @param type a type that bundles share with us, so one of java.*
     * @param filter which
     * @return empty if it did not come up in time
     */
    <T> Optional<T> service(Class<T> type, String filter) throws InterruptedException {
        try {
            var tracker = new ServiceTracker<Object, Object>(context(), FrameworkUtil.createFilter(filter), null);
            tracker.open(true);
            return Optional.ofNullable(tracker.waitForService(COME_UP.toMillis()))
                    .map(type::cast);
        } catch (InvalidSyntaxException wrong) {
            throw new IllegalArgumentException("not a filter: " + filter, wrong);
        }
    }

    /** Begins to stop. Does not wait. */
    void stop() {
        try {
            framework.orElseThrow().stop();
        } catch (BundleException failure) {
            err.println("coro: the container does not stop: " + failure.getMessage());
        }
    }

    /** Waits until it has stopped. */
    void awaitStop() throws InterruptedException {
        framework.orElseThrow().waitForStop(0);
    }

    /** Whether the process is ending. */
    static boolean ending() {
        return ending;
    }

    // Runs as the last thing of the process.
    private void end() {
        ending = true;
        try {
            if (framework.isPresent()) stopInOrder(framework.get());
            if (!begun.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println("coro: gave up after " + STOP.toMillis() + " ms, still starting");
            }
        } catch (BundleException | IllegalStateException failure) {
            err.println("coro: the container did not stop in order: " + failure.getMessage());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        storage.ifPresent(Storage::delete);
    }

    private void stopInOrder(Framework felix) throws BundleException, InterruptedException {
        BundleContext context = felix.getBundleContext();
        Bundle[] bundles = context == null ? new Bundle[0] : context.getBundles();
        felix.stop();
        felix.waitForStop(STOP.toMillis());
        if (felix.getState() == Bundle.STOPPING) {
            err.println("coro: gave up after " + STOP.toMillis() + " ms, not stopped: " + running(bundles));
        }
    }

    private static String running(Bundle... bundles) {
        return Arrays.stream(bundles)
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .filter(bundle -> bundle.getState() == Bundle.STOPPING)
                .map(Bundle::getSymbolicName)
                .collect(Collectors.joining(", "));
    }
}
