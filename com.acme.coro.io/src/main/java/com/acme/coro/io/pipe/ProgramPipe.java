package com.acme.coro.io.pipe;

import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.io.AsyncInput;
import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.IoFailedException;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.stream.Intake;
import com.acme.coro.io.stream.Outflow;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Calls;
import com.acme.coro.io.work.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/** Programs that run, and their streams. */
final class ProgramPipe implements AsyncPipe {
    private static final int PIECE = 1 << 16;

    private final PipeSpec spec;
    private final String what;
    private final Programs programs;
    private final PipesOfProcess process;
    private final Belongings belongings;
    private final Calls calls;
    private final Intake output;
    /** Null if they are not piped. */
    private final Intake errors;

    private final Outflow input;

    // guarded by this
    private final Set<Waiter<Boolean>> joiners = new LinkedHashSet<>(2);
    private boolean ended;
    private boolean closed;

    /** What a coroutine owns. */
    final AutoCloseable resource = new Belongings.Slow() {
        @Override
        public void begin() {
            beginToEnd();
        }

        @Override
        public void close() {
            end();
        }

        @Override
        public String toString() {
            return what;
        }
    };

    ProgramPipe(
            PipeSpec spec, String what, Programs programs, PipesOfProcess process, Belongings belongings, Calls calls) {
        this.spec = spec;
        this.what = what;
        this.programs = programs;
        this.process = process;
        this.belongings = belongings;
        this.calls = calls;
        this.output = intake(what, List.of(programs.last().getInputStream()));
        List<InputStream> piped = programs.withErrors(spec.errors()).stream()
                .map(Process::getErrorStream)
                .toList();
        this.errors = piped.isEmpty() ? null : intake("the errors of " + what, piped);
        OutputStream stdin = programs.first().getOutputStream();
        this.input = new Outflow(what, process.parking, process.nanos, process.threads, (chunk, at) -> {
            stdin.write(chunk.array(), chunk.position(), chunk.remaining());
            stdin.flush();
        });
        programs.ended().thenRun(this::programsEnded);
    }

    private Intake intake(String where, List<InputStream> streams) {
        List<Intake.Source> sources = streams.stream()
                .map(stream -> (Intake.Source) (into, at) -> stream.read(into))
                .toList();
        return new Intake(where, process.parking, process.nanos, process.threads, true, sources);
    }

    /** On a thread of the JDK. */
    private void programsEnded() {
        List<Waiter<Boolean>> told;
        synchronized (this) {
            ended = true;
            told = List.copyOf(joiners);
            joiners.clear();
        }
        for (Waiter<Boolean> joiner : told) joiner.complete(true);
    }

    // ---- streams

    @Override
    public Optional<byte[]> read(int most) {
        return output.read(most);
    }

    @Override
    public Optional<byte[]> read(int most, Duration timeout) {
        return output.read(most, timeout);
    }

    @Override
    public byte[] readExactly(int count) {
        return output.readExactly(count);
    }

    @Override
    public byte[] readExactly(int count, Duration timeout) {
        return output.readExactly(count, timeout);
    }

    @Override
    public byte[] readAll(int limit) {
        return output.readAll(limit);
    }

    @Override
    public byte[] readAll(int limit, Duration timeout) {
        return output.readAll(limit, timeout);
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit) {
        return output.readLine(charset, limit);
    }

    @Override
    public Optional<String> readLine(Charset charset, int limit, Duration timeout) {
        return output.readLine(charset, limit, timeout);
    }

    @Override
    public AsyncInput errors() {
        if (errors == null) {
            throw new IllegalStateException("the errors of " + what + " are not piped but "
                    + spec.errors().name().toLowerCase(java.util.Locale.ROOT));
        }
        return errors;
    }

    @Override
    public void write(ByteBuffer data) {
        input.write(data);
    }

    @Override
    public void write(ByteBuffer data, Duration timeout) {
        input.write(data, timeout);
    }

    @Override
    public void closeOutput() {
        closeInputOfPrograms("the program's input has ended");
    }

    private void closeInputOfPrograms(String why) {
        OutputStream stdin = programs.first().getOutputStream();
        input.close(
                why,
                () -> inBackground(() -> {
                    try {
                        stdin.close();
                    } catch (IOException e) {
                        // it reads no more: who wrote has been told, or has gone
                    }
                }));
    }

    private void inBackground(Runnable job) {
        try {
            process.threads.execute(job);
        } catch (RejectedExecutionException e) {
            job.run(); // this bundle has stopped, and whatever could block has been killed
        }
    }

    // ---- everything at once

    @Override
    public Finished communicate(byte[] data, int limit) {
        return communicate(ByteBuffer.wrap(data), limit, Deadline.never());
    }

    @Override
    public Finished communicate(byte[] data, int limit, Duration timeout) {
        return communicate(ByteBuffer.wrap(data), limit, Deadline.in(timeout, process.nanos));
    }

    private Finished communicate(ByteBuffer data, int limit, Deadline deadline) {
        drain(limit);
        try {
            if (data.hasRemaining()) input.write(data, deadline);
        } catch (PartlySentException late) {
            throw new CoroTimeoutException(late.getMessage());
        } catch (IoFailedException enough) {
            // it reads less than there is: that is its business
        }
        return finish(limit, deadline);
    }

    @Override
    public Finished communicate(AsyncInput data, int limit) {
        Objects.requireNonNull(data, "data");
        drain(limit);
        for (var piece = data.read(PIECE); piece.isPresent(); piece = data.read(PIECE)) {
            try {
                input.write(ByteBuffer.wrap(piece.get()));
            } catch (IoFailedException enough) {
                break; // as above
            }
        }
        return finish(limit, Deadline.never());
    }

    private void drain(int limit) {
        if (limit < 0) throw new IllegalArgumentException("limit must not be negative: limit=" + limit);
        output.readAhead(limit, this::tooMuch);
        if (errors != null) errors.readAhead(limit, this::tooMuch);
    }

    /** Then nobody reads on, and they would wait for ever. */
    private void tooMuch() {
        inBackground(() -> programs.end(spec.grace()));
    }

    /** Takes nothing before all is there: a wait that ends early leaves everything to the next. */
    private Finished finish(int limit, Deadline deadline) {
        closeOutput();
        output.awaitEnd(limit, deadline);
        if (errors != null) errors.awaitEnd(limit, deadline);
        List<Integer> statuses = join(deadline)
                .orElseThrow(() -> new CoroTimeoutException(what + " took longer than " + deadline.timeout()));
        return new Result(statuses, output.readAll(limit), errors == null ? new byte[0] : errors.readAll(limit));
    }

    // ---- the programs

    @Override
    public List<Integer> join() {
        return join(Deadline.never()).orElseThrow();
    }

    @Override
    public Optional<List<Integer>> tryJoin(Duration timeout) {
        return join(Deadline.in(timeout, process.nanos));
    }

    private Optional<List<Integer>> join(Deadline deadline) {
        Waiter<Boolean> waiter =
                process.parking.<Boolean>waiter("the end of " + what).asSwapPoint();
        synchronized (this) {
            if (ended) return Optional.of(programs.statuses());
            joiners.add(waiter);
        }
        return deadline.poll(waiter, () -> forget(waiter)).map(yes -> programs.statuses());
    }

    private synchronized void forget(Waiter<Boolean> joiner) {
        joiners.remove(joiner);
    }

    @Override
    public List<Long> pids() {
        return programs.pids();
    }

    @Override
    public List<Integer> kill(Duration grace) {
        if (grace.isNegative()) throw new IllegalArgumentException("grace must not be negative: grace=" + grace);
        return calls.call(
                "the end of",
                what,
                () -> {
                    programs.end(grace);
                    return programs.statuses();
                },
                IllegalStateException::new);
    }

    // ---- its end

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        belongings.close(resource);
    }

    /** Closes the streams, and has the programs ended. */
    private void beginToEnd() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        belongings.gone(resource);
        for (Intake intake : errors == null ? List.of(output) : List.of(output, errors)) {
            if (spec.outlives()) intake.closeAndDrop("the pipe is closed");
            else intake.close("the pipe is closed");
        }
        if (!spec.outlives()) inBackground(() -> programs.end(spec.grace()));
        closeInputOfPrograms("the pipe is closed");
    }

    private void end() {
        beginToEnd();
        if (spec.outlives()) return;
        Waiter<Boolean> waiter = process.parking.waiter("the end of " + what);
        synchronized (this) {
            if (ended) return;
            joiners.add(waiter);
        }
        waiter.await(() -> forget(waiter));
    }

    @Override
    public String toString() {
        return "pipe " + what;
    }

    private record Result(List<Integer> statuses, byte[] output, byte[] errors) implements Finished {
        Result {
            statuses = List.copyOf(statuses);
        }
    }
}
