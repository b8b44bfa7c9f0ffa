package com.acme.coro.examples.switchboard;

import com.acme.coro.api.Carried;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.io.AsyncSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** One connection: answers each line with the version, how many lines it has answered, and the line. */
@Component
@FunctionName("examples.switchboard.call")
public final class Call implements CoroFunction {
    /**
     * What the next version gets.
     *
     * @param line the connection
     * @param answered how many lines
     */
    @Transferable
    record Talk(AsyncSocket line, int answered) {}

    @Override
    public Object run(Self self, Object... args) {
        Carried<Talk> talk = self.carried(Talk.class, () -> new Talk(((AsyncSocket) args[0]).take(), 0));
        AsyncSocket line = talk.get().line();
        // A read may end in a swap; what has come of a line is then read by the next version.
        for (Optional<String> said = line.readLine(); said.isPresent(); said = line.readLine()) {
            talk.set(new Talk(line, talk.get().answered() + 1));
            line.sendAll((answer(talk.get().answered(), said.get()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        line.close();
        return talk.get().answered();
    }

    private static String answer(int number, String said) {
        return "1 " + number + " " + said;
    }
}
