package com.acme.coro.launcher;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder whose jars are installed, updated and uninstalled as they come, change and go; Apache Felix File Install
 * looks after it.
 *
 * @param path the folder
 */
record DeployFolder(Path path) {
    private static final String POLL_MILLIS = "500";

    /** What File Install is told. */
    Map<String, String> properties(Path temporary) {
        return Map.of(
                "felix.fileinstall.dir",
                path.toAbsolutePath().toString(),
                "felix.fileinstall.tmpdir",
                temporary.resolve("deploy").toString(),
                "felix.fileinstall.poll",
                POLL_MILLIS,
                "felix.fileinstall.noInitialDelay",
                "true",
                "felix.fileinstall.enableConfigSave",
                "false",
                // errors; it prints before there is a log
                "felix.fileinstall.log.level",
                "1");
    }
}
