package com.acme.coro.io.osgi;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.io.db.CursorsOfProcess;
import com.acme.coro.io.file.FilesOfProcess;
import com.acme.coro.io.pipe.PipesOfProcess;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What all files, programs and cursors of the process share. Outlives every bundle that has some. */
@Component(service = BlockingComponent.class)
public final class BlockingComponent {
    private final ConfigurationComponent configuration;
    private final Consumer<Settings> configure;
    private final FilesOfProcess files;
    private final PipesOfProcess pipes;
    private final CursorsOfProcess cursors;

    /** Starts nothing: threads come with the first call. */
    @Activate
    public BlockingComponent(
            @Reference ConfigurationComponent configuration,
            @Reference Parking parking,
            @Reference TimeSource time,
            @Reference LogComponent log) {
        this.configuration = configuration;
        Settings now = configuration.settings();
        BiConsumer<String, Throwable> report = log::warn;
        files = new FilesOfProcess(parking, time::nanos, now.fileThreads(), report);
        pipes = new PipesOfProcess(parking, time::nanos, now.programs(), report);
        cursors = new CursorsOfProcess(parking, time::nanos, now.cursors(), report);
        configure = settings -> {
            files.resize(settings.fileThreads());
            pipes.resize(settings.programs());
            cursors.resize(settings.cursors());
        };
        configuration.use(configure);
    }

    /** Closes every file and cursor, and ends the programs. */
    @Deactivate
    void close() {
        configuration.leave(configure);
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
