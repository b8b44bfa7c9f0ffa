package com.acme.coro.io.standalone;

import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroIo;
import com.acme.coro.io.config.IoConfig;
import com.acme.coro.io.db.CursorsOfProcess;
import com.acme.coro.io.file.FilesOfProcess;
import com.acme.coro.io.net.BundleSockets;
import com.acme.coro.io.net.IoSettings;
import com.acme.coro.io.net.Net;
import com.acme.coro.io.net.SystemTime;
import com.acme.coro.io.pipe.PipesOfProcess;
import java.util.Optional;
import java.util.function.BiConsumer;

/** All parts, wired by hand as the components are in a framework. Its program is the one owner. */
final class StandaloneIo implements CoroIo {
    private static final System.Logger LOG = System.getLogger("com.acme.coro.io");

    private final Net net;
    private final BundleSockets sockets;
    private final FilesOfProcess allFiles;
    private final FilesOfProcess.OfBundle files;
    private final PipesOfProcess allPipes;
    private final PipesOfProcess.OfBundle pipes;
    private final CursorsOfProcess allCursors;
    private final CursorsOfProcess.OfBundle cursors;
    private final Thread atExit = new Thread(this::closeAll, "coro-io-exit");

    StandaloneIo(Parking parking) {
        BiConsumer<String, Throwable> report = (what, why) -> LOG.log(System.Logger.Level.WARNING, what, why);
        var time = new SystemTime();
        net = new Net(IoSettings.DEFAULT, parking, time, report);
        sockets = new BundleSockets(net);
        allFiles = new FilesOfProcess(parking, time::nanos, byDefault("file_threads"), report);
        files = allFiles.ofBundle();
        allPipes = new PipesOfProcess(parking, time::nanos, byDefault("pipe_programs"), report);
        pipes = allPipes.ofBundle();
        allCursors = new CursorsOfProcess(parking, time::nanos, byDefault("db_cursors"), report);
        cursors = allCursors.ofBundle(name -> Optional.empty());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The default value of a configuration key. */
    private static int byDefault(String key) {
        try {
            return (Integer) IoConfig.class.getMethod(key).getDefaultValue();
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public AsyncSockets sockets() {
        return sockets;
    }

    @Override
    public AsyncFiles files() {
        return files;
    }

    @Override
    public AsyncPipes pipes() {
        return pipes;
    }

    @Override
    public AsyncDbCursors cursors() {
        return cursors;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            return; // the JVM ends, and that thread closes everything
        }
        closeAll();
    }

    private void closeAll() {
        cursors.close();
        allCursors.close();
        pipes.close();
        allPipes.close();
        files.close();
        allFiles.close();
        sockets.close();
        net.close();
    }
}
