package com.acme.coro.examples.switchboard;

import com.acme.coro.api.Carried;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.FunctionName;
import com.acme.coro.api.Self;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.io.AsyncSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Version 2: the same, but it raises its voice. */
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
        for (Optional<String> said = line.readLine(); said.isPresent(); said = line.readLine()) {
            talk.set(new Talk(line, talk.get().answered() + 1));
            line.sendAll((answer(talk.get().answered(), said.get()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        line.close();
        return talk.get().answered();
    }

    private static String answer(int number, String said) {
        return "2 " + number + " " + said.toUpperCase(Locale.ROOT);
    }
}
