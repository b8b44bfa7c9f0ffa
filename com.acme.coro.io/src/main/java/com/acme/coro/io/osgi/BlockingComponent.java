package com.acme.coro.io.osgi;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.io.config.IoConfig;
import com.acme.coro.io.db.CursorsOfProcess;
import com.acme.coro.io.file.FilesOfProcess;
import com.acme.coro.io.pipe.PipesOfProcess;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** What all files, programs and cursors of the process share. Outlives every bundle that has some. */
@Component(service = BlockingComponent.class, configurationPid = IoConfig.PID)
public final class BlockingComponent {
    private final FilesOfProcess files;
    private final PipesOfProcess pipes;
    private final CursorsOfProcess cursors;

    /** Refuses a configuration that is out of its range. */
    @Activate
    public BlockingComponent(
            IoConfig config,
            @Reference Parking parking,
            @Reference TimeSource time,
            @Reference(service = LoggerFactory.class) Logger log) {
        check(config);
        BiConsumer<String, Throwable> report = (what, why) -> log.warn("{}", what, why);
        files = new FilesOfProcess(parking, time::nanos, config.file_threads(), report);
        pipes = new PipesOfProcess(parking, time::nanos, config.pipe_programs(), report);
        cursors = new CursorsOfProcess(parking, time::nanos, config.db_cursors(), report);
    }

    private static void check(IoConfig config) {
        within("file.threads", config.file_threads(), 1024);
        within("pipe.programs", config.pipe_programs(), 100_000);
        within("db.cursors", config.db_cursors(), 10_000);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most)
            throw new IllegalArgumentException(what + " must be within 1.." + most + ": " + value);
    }

    /** For what is to come; what is out of its range changes nothing. */
    @Modified
    void modified(IoConfig config) {
        check(config);
        files.resize(config.file_threads());
        pipes.resize(config.pipe_programs());
        cursors.resize(config.db_cursors());
    }

    /** Closes every file and cursor, and ends the programs. */
    @Deactivate
    void close() {
        cursors.close();
        pipes.close();
        files.close();
    }

    FilesOfProcess files() {
        return files;
    }

    PipesOfProcess pipes() {
        return pipes;
    }

    CursorsOfProcess cursors() {
        return cursors;
    }
}
