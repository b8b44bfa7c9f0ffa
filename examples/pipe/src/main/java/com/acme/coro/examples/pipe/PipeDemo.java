package com.acme.coro.examples.pipe;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Five checksums at the same time, and a chain of two programs; looks at what came of them. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=70", "coro.demo.title=Programs of the system, and a chain of two"})
public final class PipeDemo implements Callable<String> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COROUTINES = 5;

    private final Scheduler coros;
    private final Checksum checksum;
    private final Words words;

    /**
     * For the component runtime.
     *
     * @param coros runs the coroutines
     * @param checksum what is checked
     * @param words what is checked
     */
    @Activate
    public PipeDemo(@Reference Scheduler coros, @Reference Checksum checksum, @Reference Words words) {
        this.coros = coros;
        this.checksum = checksum;
        this.words = words;
    }

    @Override
    public String call() throws IOException, NoSuchAlgorithmException {
        byte[] data = new byte[1_000_000];
        for (int i = 0; i < data.length; i++) data[i] = (byte) (i * 31);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        Path file = Files.write(Files.createTempFile("coro-example", ".bin"), data);
        try {
            var sums = new ArrayList<Coro>();
            for (int i = 0; i < COROUTINES; i++) sums.add(coros.spawn("checksum", self -> checksum.of(file)));
            for (Coro sum : sums) check("the checksum", expected, sum.value(PATIENCE));
        } finally {
            Files.delete(file);
        }
        List<String> fruit = List.of("pear", "apple", "pear", "plum", "pear", "apple");
        Object counts = coros.spawn("words", self -> words.count(fruit)).value(PATIENCE);
        check("the counts", Map.of("apple", 2, "pear", 3, "plum", 1), counts);
        return COROUTINES + " coroutines had a program each sum 1,000,000 bytes; sort | uniq -c counted " + counts;
    }

    private static void check(String what, Object expected, Object got) {
        if (!expected.equals(got)) throw new IllegalStateException(what + " should be " + expected + " and is " + got);
    }
}
