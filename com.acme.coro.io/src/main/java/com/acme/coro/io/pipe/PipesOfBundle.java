package com.acme.coro.io.pipe;

import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.io.stream.Failures;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Calls;
import java.io.IOException;
import java.util.Objects;

/** Starts programs for one bundle. */
final class PipesOfBundle implements PipesOfProcess.OfBundle {
    private final PipesOfProcess process;
    private final Belongings belongings;
    private final Calls calls;

    PipesOfBundle(PipesOfProcess process, Belongings belongings) {
        this.process = process;
        this.belongings = belongings;
        this.calls = new Calls(process.parking, process.threads);
    }

    @Override
    public AsyncPipe start(PipeSpec spec) {
        Objects.requireNonNull(spec, "spec");
        String what = Programs.name(spec);
        process.enter(spec.commands().size());
        Programs programs = calls.call(
                "starting",
                what,
                () -> started(spec),
                why -> Failures.of("starting failed", what, why),
                Programs::kill);
        var pipe = new ProgramPipe(spec, what, programs, process, belongings, calls);
        belongings.add(pipe.resource, pipe);
        return pipe;
    }

    /** On a thread that may block: makes the room free again when the programs have ended. */
    private Programs started(PipeSpec spec) throws IOException {
        int count = spec.commands().size();
        boolean started = false;
        try {
            Programs programs = Programs.start(spec);
            started = true;
            programs.ended().thenRun(() -> process.leave(count));
            return programs;
        } finally {
            if (!started) process.leave(count);
        }
    }

    @Override
    public void close() {
        belongings.close();
    }
}
