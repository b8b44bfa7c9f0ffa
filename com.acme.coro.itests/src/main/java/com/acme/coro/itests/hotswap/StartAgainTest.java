package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogLevel;

/** Coroutines that were started with their function, and fail. */
public class StartAgainTest {
    private static final String NAME = "test.oven";
    private static final String REST = "coro.start.backoff:Long";
    private static final String LONG_REST = "coro.start.max.backoff:Long";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    /** It tells whoever asks how many have asked during this run, fails at "fail", and returns at "return". */
    private static SourceJar oven(String version, String... properties) {
        String[] all = new String[properties.length + 4];
        System.arraycopy(properties, 0, all, 4, properties.length);
        all[0] = "coro.start.name";
        all[1] = NAME;
        all[2] = "coro.start.daemon:Boolean";
        all[3] = "true";
        return new SourceJar("test.oven", version)
                .source("oven.Oven", """
                    package oven;

                    import com.acme.coro.api.*;

                    public final class Oven implements CoroFunction {
                        @Override
                        public Object run(Self self, Object... args) {
                            int asked = 0;
                            self.swappable(true);
                            while (true) {
                                Object message = self.receive();
                                if (message instanceof Coro asker) asker.send("${VERSION} " + ++asked);
                                else if (message.equals("fail")) throw new IllegalStateException("too hot");
                                else if (message.equals("return")) return "done";
                            }
                        }
                    }
                    """.replace("${VERSION}", version))
                .function("oven.Oven", "test.oven", all);
    }

    private static Coro oven() {
        return Await.present("there is an oven", () -> Container.scheduler().locate(NAME));
    }

    private static boolean rests(Coro coro) {
        return Container.service(Coroutines.class)
                .status(coro)
                .filter(s -> s.waitingOn().equals("its time to start again"))
                .isPresent();
    }

    @Test
    void shouldRunItAgainInTheSameCoroutineWithWhatWaitsInItsMailbox() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0"));
        Coro oven = oven();
        assertEquals("1.0.0 1", Hot.read(oven));

        oven.send("fail");
        assertEquals("1.0.0 1", Hot.read(oven), "a new run");
        for (int i = 0; i < 3; i++) oven.send("fail"); // the second of a row rests
        assertEquals("1.0.0 1", Hot.read(oven));

        assertEquals(oven, oven());
        log.expect(LogLevel.WARN, "coroutine failed and starts again: coro=" + oven);
        bundle.uninstall();
    }

    @Test
    void shouldLetTheNextVersionBeginDuringARest() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0", REST, "3600000", LONG_REST, "3600000"));
        Coro oven = oven();
        oven.send("fail");
        oven.send("fail");
        Await.until("it rests for an hour", () -> rests(oven));

        Hot.update(bundle, oven("2.0.0"));

        assertEquals("2.0.0 1", Hot.read(oven));
        assertEquals(oven, oven());
        oven.send("fail"); // by the rule of the new version
        assertEquals("2.0.0 1", Hot.read(oven));
        bundle.uninstall();
    }

    @Test
    void shouldEndDuringARestWhenItIsTerminated() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0", REST, "3600000", LONG_REST, "3600000"));
        Coro oven = oven();
        oven.send("fail");
        oven.send("fail");
        Await.until("it rests for an hour", () -> rests(oven));

        oven.terminate("out of gas");

        assertEquals(
                new Outcome.Terminated("out of gas"), oven.tryJoin(Hot.SOON).orElseThrow());
        assertEquals(List.of(), Container.scheduler().locate(NAME).stream().toList());
        bundle.uninstall();
    }

    @Test
    void shouldKeepWhatIsRaisedDuringARestForTheNextRun() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0", REST, "200", LONG_REST, "3600000"));
        Coro oven = oven();
        oven.send("fail");
        oven.send("fail");
        Await.until("it rests", () -> rests(oven));
        oven.raise(new IllegalArgumentException("the wrong dish"));
        log.expect(
                "the next run failed with it",
                e -> e.getException() != null
                        && String.valueOf(e.getException()).contains("the wrong dish"));
        assertEquals("1.0.0 1", Hot.read(oven));
        bundle.uninstall();
    }

    @Test
    void shouldRunItAgainAfterItsReturnIfItIsPermanent() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0", "coro.start.restart", "PERMANENT"));
        Coro oven = oven();
        assertEquals("1.0.0 1", Hot.read(oven));
        oven.send("return");
        assertEquals("1.0.0 1", Hot.read(oven));
        assertEquals(oven, oven());
        bundle.uninstall();
    }

    @Test
    void shouldLetTheConfigurationDecide() throws Exception {
        // as a file of properties gives it
        configurations.add("oven.Oven", Map.of()).delete();
        var admin = Container.service(org.osgi.service.cm.ConfigurationAdmin.class);
        var configuration = admin.getConfiguration("oven.Oven", "?");
        configuration.update(new java.util.Hashtable<>(Map.of("coro.start.restart", "temporary")));
        Bundle bundle = bundles.started(oven("1.0.0"));
        Coro oven = oven();
        oven.send("fail");
        assertInstanceOf(Outcome.Failed.class, oven.tryJoin(Hot.SOON).orElseThrow());
        configuration.delete();
        bundle.uninstall();
    }

    @Test
    void refusesWhatNoRuleIsCalled() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0", "coro.start.restart", "SOMETIMES"));
        log.expect(
                "the value and what is allowed",
                e -> e.getLogLevel() == LogLevel.ERROR
                        && String.valueOf(e.getException())
                                .contains("coro.start.restart must be one of [PERMANENT, TRANSIENT, TEMPORARY]:"
                                        + " SOMETIMES"));
        assertEquals(List.of(), Container.scheduler().locate(NAME).stream().toList());
        bundle.uninstall();
    }

    @Test
    void refusesARestThatIsNoTime() throws Exception {
        Bundle bundle = bundles.started(oven("1.0.0", REST, "200", LONG_REST, "100"));
        log.expect(
                "the value and what is allowed",
                e -> String.valueOf(e.getException())
                        .contains("coro.start.max.backoff must be within 200..86400000 ms: 100"));
        bundle.uninstall();
    }
}
