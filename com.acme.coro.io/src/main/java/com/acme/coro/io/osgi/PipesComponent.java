package com.acme.coro.io.osgi;

import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.io.pipe.PipesOfProcess;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The programs of one bundle, as a service. */
@Component(service = AsyncPipes.class, scope = ServiceScope.BUNDLE)
public final class PipesComponent implements AsyncPipes {
    private final PipesOfProcess.OfBundle pipes;

    /** For whoever gets the service. */
    @Activate
    public PipesComponent(@Reference BlockingComponent all) {
        pipes = all.pipes().ofBundle();
    }

    /** That bundle has let go of it. */
    @Deactivate
    void close() {
        pipes.close();
    }

    @Override
    public AsyncPipe start(PipeSpec spec) {
        return pipes.start(spec);
    }
}
