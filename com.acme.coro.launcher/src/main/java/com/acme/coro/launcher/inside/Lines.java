package com.acme.coro.launcher.inside;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** Commands from standard input, one a line. The end of input ends nothing: a service has none from the start. */
final class Lines implements CommandSource {
    // Not System.out and its like: while Gogo runs, those lead to the session that prints, and so in a circle.
    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final PrintStream out = stream(FileDescriptor.out, "stdout.encoding");
    private final PrintStream err = stream(FileDescriptor.err, "stderr.encoding");
    private final CommandSession session;
    // Cleared by whoever closes, read by the thread that reads lines.
    private volatile boolean open = true;

    Lines(CommandProcessor gogo) {
        session = gogo.createSession(in, out, err);
    }

    private static PrintStream stream(FileDescriptor descriptor, String encoding) {
        Charset charset = Charset.forName(System.getProperty(encoding, "UTF-8"), StandardCharsets.UTF_8);
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    @Override
    public void run() {
        var commands = new Commands(session, out, err);
        try {
            var input = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
            for (String line; open && (line = input.readLine()) != null; ) {
                if (open && !line.isBlank()) commands.run(line);
            }
        } catch (IOException unreadable) {
            err.println("coro: no more commands, standard input cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public void close() {
        open = false;
        session.close();
    }
}
