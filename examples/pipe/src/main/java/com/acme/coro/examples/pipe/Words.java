package com.acme.coro.examples.pipe;

import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.PipeSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How often each word comes, by two programs: what the first one writes, the second one reads. */
@Component(service = Words.class)
public final class Words {
    private final AsyncPipes pipes;

    /**
     * For the component runtime.
     *
     * @param pipes starts the programs
     */
    @Activate
    public Words(@Reference AsyncPipes pipes) {
        this.pipes = pipes;
    }

    /**
     * Waits for the programs.
     *
     * @param words without spaces
     * @return how often each comes, in the order of the alphabet
     */
    public Map<String, Integer> count(Iterable<String> words) {
        var counts = new LinkedHashMap<String, Integer>();
        // snippet: chain
        try (AsyncPipe chain =
                pipes.start(PipeSpec.of("sort").pipe("uniq", "-c").variable("LC_ALL", "C"))) {
            for (String word : words) chain.write(word + "\n");
            chain.closeOutput(); // only now sort knows which is the first
            for (var line = chain.readLine(); line.isPresent(); line = chain.readLine()) {
                String[] countAndWord = line.get().strip().split(" ", 2);
                counts.put(countAndWord[1], Integer.valueOf(countAndWord[0]));
            }
            chain.join();
        }
        // end
        return counts;
    }
}
