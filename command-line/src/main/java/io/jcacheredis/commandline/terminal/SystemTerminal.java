package io.jcacheredis.commandline.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process, by the programs {@code sh} and {@code stty}, which every Unix has. Where they are not, nobody is
 * taken to be there: nothing is drawn, and no question is asked. Found out once, when it is first asked for.
 */
public final class SystemTerminal implements Terminal {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final int IN = 1;
    private static final int OUT = 2;
    private static final int ERR = 4;
    private static final long PATIENCE_SECONDS = 2;
    private static final File DEVICE = new File("/dev/tty");

    private @Nullable Integer streams;

    /** The terminal of this process. */
    public SystemTerminal() {}

    @Override
    public boolean canAsk() {
        return has(IN) && has(ERR);
    }

    @Override
    public boolean showsOutput() {
        return has(OUT);
    }

    @Override
    public boolean showsErrors() {
        return has(ERR);
    }

    private boolean has(int stream) {
        Integer known = streams;
        if (known == null) {
            known = Math.max(
                    0, status("s=0; [ -t 0 ] && s=1; [ -t 1 ] && s=$((s+2)); [ -t 2 ] && s=$((s+4)); exit $s"));
            streams = known;
        }
        return (known & stream) != 0;
    }

    /** What a script ends with that has the streams of this process; negative if it can't be run. */
    private static int status(String script) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script).inheritIO().start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public int columns() {
        return size(1, COLUMNS);
    }

    @Override
    public int rows() {
        return size(0, ROWS);
    }

    private static int size(int part, int otherwise) {
        String[] size = stty("size").strip().split(" ", -1);
        int known = size.length == 2 && size[part].matches("\\d{1,5}") ? Integer.parseInt(size[part]) : 0;
        return known > 0 ? known : otherwise;
    }

    /** What {@code stty} says; empty if it can't be asked. */
    private static String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public Keys keys() {
        String before = stty("-g").strip();
        // A read waits for two tenths of a second. Ctrl-C is still a signal.
        stty("-icanon", "-echo", "min", "0", "time", "2");
        AtomicBoolean closed = new AtomicBoolean(before.isEmpty());
        return new Keys() {
            @Override
            public int next() {
                try {
                    return System.in.read();
                } catch (IOException e) {
                    return NONE;
                }
            }

            @Override
            public void close() {
                if (!closed.getAndSet(true)) {
                    stty(before);
                }
            }
        };
    }
}
