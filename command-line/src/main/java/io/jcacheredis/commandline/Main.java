package io.jcacheredis.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.command.Program;
import io.jcacheredis.commandline.terminal.SystemTerminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** Where the program begins. */
public final class Main {

    private static final int BUFFER = 1 << 16;

    private Main() {}

    /** Runs one command and ends the JVM with its {@link ExitStatus}. */
    public static void main(String[] arguments) {
        // Keys are UTF-8, whatever the terminal's locale is.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        Surroundings surroundings = new Surroundings(System.getenv(), System.in, out, err, new SystemTerminal());
        System.exit(Program.run(surroundings, arguments));
    }
}
