package com.acme.coro.io.stream;

import com.acme.coro.api.io.IoFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the system said, as a sentence. */
public final class Failures {
    private Failures() {}

    /**
     * Says what failed.
     *
     * @param what was tried and failed
     * @param where with what
     * @param why what the system said
     * @return to be thrown
     */
    public static IoFailedException of(String what, String where, Exception why) {
        return new IoFailedException(what + ": " + where + ": " + reason(why), where, why);
    }

    private static String reason(Exception why) {
        return switch (why) {
            case NoSuchFileException e -> "there is no such file";
            case FileAlreadyExistsException e -> "it exists already";
            case AccessDeniedException e -> "access is denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case IOException e when e.getMessage() != null -> e.getMessage();
            default -> why.toString();
        };
    }
}
