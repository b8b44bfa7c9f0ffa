package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFilesTest {
    @TempDir
    Path etc;

    @Test
    void shouldReadPropertiesByPid() throws Exception {
        Files.writeString(etc.resolve("a.b.cfg"), "greeting = gr\u00fc\u00df dich\n# a comment\nx=1\n");
        Files.writeString(etc.resolve("a.b.named~second.cfg"), "name=second\n");
        Files.writeString(etc.resolve("a.b.cfg.bak"), "x=2\n");
        assertEquals(
                Map.of(
                        "a.b",
                        Map.of("greeting", "gr\u00fc\u00df dich", "x", "1"),
                        "a.b.named~second",
                        Map.of("name", "second")),
                ConfigurationFiles.in(etc));
    }

    @Test
    void shouldDoWithoutADirectory() throws Exception {
        assertEquals(Map.of(), ConfigurationFiles.in(etc.resolve("none")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".cfg", "~name.cfg", "pid~.cfg", "pid~a~b.cfg"})
    void refusesANameThatIsNoPid(String name) throws Exception {
        Files.writeString(etc.resolve(name), "x=1\n");
        var refusal = assertThrows(LaunchException.class, () -> ConfigurationFiles.in(etc));
        assertTrue(refusal.getMessage().endsWith(name + ": PID.cfg or PID~NAME.cfg is wanted"), refusal.getMessage());
    }

    @Test
    void refusesWhatIsNotUtf8() throws Exception {
        Files.write(etc.resolve("pid.cfg"), new byte[] {'x', '=', (byte) 0xff, '\n'});
        var refusal = assertThrows(LaunchException.class, () -> ConfigurationFiles.in(etc));
        assertTrue(refusal.getMessage().contains("pid.cfg: not a properties file in UTF-8"), refusal.getMessage());
    }
}
