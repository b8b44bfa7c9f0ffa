package com.acme.coro.itests.karaf;

import static com.acme.coro.itests.karaf.KarafHome.MANAGER;
import static com.acme.coro.itests.karaf.KarafHome.USER;
import static com.acme.coro.itests.karaf.KarafHome.VIEWER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.itests.karaf.Karaf.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What viewers, managers and administrators may do with our commands, in a Karaf as it is shipped. */
@EnabledIf(
        value = "com.acme.coro.itests.karaf.KarafJava#runsAsShipped",
        disabledReason = "access rules need a Karaf as it is shipped, and that a JDK 21 to 23")
class RolesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** What Karaf says of a command that a user may not run. */
    private static final String NOT_FOUND = "Command not found";

    private static final String RULES = "org.apache.karaf.command.acl.coro";

    @RegisterExtension
    static final Karaf KARAF = new Karaf("roles");

    private static final Karaf.Condition BANK_IS_OPEN =
            () -> KARAF.run("coro:names").text().contains("examples.bank");

    @Test
    @Timeout(600) // more than twenty sessions, each with a process of its own
    void shouldLetEachRoleDoWhatItMay() throws Exception {
        // an operator who wants it stricter has said so before
        Files.writeString(KARAF.file("etc/" + RULES + ".cfg"), "names = admin\n");
        KARAF.await(
                "that rule counts",
                SOON,
                () -> KARAF.run("config:list '(service.pid=" + RULES + ")'")
                        .text()
                        .contains("names = admin"));
        KARAF.install("coro-examples");
        KARAF.await("the bank is open", SOON, BANK_IS_OPEN);
        KARAF.await("the rules count", SOON, () -> refused(VIEWER, "coro:terminate nothing"));

        Reply looks = KARAF.tryOutAs(
                VIEWER,
                "coro:list",
                "coro:list -e",
                "coro:show examples.bank",
                "coro:dump",
                "coro:functions",
                "coro:schedulers",
                "coro:swaps",
                "coro:leaks",
                "coro:help start");
        assertEquals(0, looks.status(), looks::text);
        assertFalse(looks.text().contains(NOT_FOUND), looks::text);
        for (String command : List.of(
                "coro:terminate examples.bank",
                "terminate examples.bank",
                "coro:start examples.bank",
                "coro:swap examples.bank /no.jar",
                "meter:begin",
                "coro:names")) {
            assertTrue(refused(VIEWER, command), command);
        }
        assertTrue(refused(MANAGER, "coro:swap examples.bank /no.jar"));
        assertTrue(BANK_IS_OPEN.holds());
        assertTrue(rule("terminate = manager, admin") && rule("names = admin"));

        Reply unreadable = KARAF.tryOutAs(USER, "coro:swap examples.bank /no.jar");
        assertTrue(unreadable.text().contains("not a jar that can be read: /no.jar"), unreadable::text);
        Reply acts = KARAF.tryOutAs(MANAGER, "coro:terminate examples.bank 'closing time'");
        assertEquals(0, acts.status(), acts::text);
        KARAF.await("the bank is closed", SOON, () -> !BANK_IS_OPEN.holds());
        String became = KARAF.tryOutAs(VIEWER, "coro:show examples.bank").text();
        assertTrue(became.contains("terminated: closing time"), became);
    }

    private static boolean rule(String line) throws IOException {
        return Files.readString(KARAF.file("etc/" + RULES + ".cfg")).contains(line);
    }

    private static boolean refused(String user, String command) throws IOException, InterruptedException {
        Reply reply = KARAF.tryOutAs(user, command);
        return reply.status() != 0 && reply.text().contains(NOT_FOUND);
    }
}
