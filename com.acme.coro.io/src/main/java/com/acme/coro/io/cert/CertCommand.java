package com.acme.coro.io.cert;

import com.acme.coro.io.trust.Printable;
import com.acme.coro.io.trust.TrustException;
import java.util.List;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code coro cert}: a private authority, and what it issues. */
@Component(
        service = Function.class,
        property = {
            "coro.command=cert",
            "coro.command.help=init|issue|list|show: keys and certificates of a private authority"
        })
public final class CertCommand implements Function<List<String>, Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Surroundings here;

    /** For the component runtime. */
    @Activate
    public CertCommand() {
        this(Surroundings.ofThisProcess());
    }

    CertCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer apply(List<String> words) {
        String command = words.isEmpty() ? "" : words.get(0);
        if (words.contains("--help") || words.contains("-h")) {
            here.out().print(Help.of(command));
            return DONE;
        }
        try {
            return run(command, words.isEmpty() ? words : words.subList(1, words.size()));
        } catch (Usage wrong) {
            here.err().println("coro: cert: " + wrong.getMessage());
            return WRONG_USAGE;
        } catch (TrustException failure) {
            here.err().println("coro: cert: " + Printable.of(String.valueOf(failure.getMessage())));
            return FAILED;
        }
    }

    private int run(String command, List<String> rest) throws Usage, TrustException {
        return switch (command) {
            case "init" -> new InitCommand(here).run(rest);
            case "issue" -> new IssueCommand(here).run(rest);
            case "list" -> new ListCommand(here).run(rest);
            case "show" -> new ShowCommand(here).run(rest);
            default ->
                throw new Usage((command.isEmpty() ? "which command?" : "unknown '" + Printable.of(command) + "':")
                        + " there are init, issue, list and show; coro cert --help tells more");
        };
    }
}
