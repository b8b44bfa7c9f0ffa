package com.acme.coro.io.osgi;

import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncStream;
import com.acme.coro.io.file.FilesOfProcess;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The files of one bundle, as a service. */
@Component(service = AsyncFiles.class, scope = ServiceScope.BUNDLE)
public final class FilesComponent implements AsyncFiles {
    private final FilesOfProcess.OfBundle files;

    /** For whoever gets the service. */
    @Activate
    public FilesComponent(@Reference BlockingComponent all) {
        files = all.files().ofBundle();
    }

    /** That bundle has let go of it. */
    @Deactivate
    void close() {
        files.close();
    }

    @Override
    public AsyncFile open(Path path, OpenOption... options) {
        return files.open(path, options);
    }

    @Override
    public AsyncStream over(AsyncSocket socket) {
        return files.over(socket);
    }
}
