package io.jcacheredis.commandline.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A line that shows how far something has come, drawn anew a few times a second, and nothing where nobody looks. Used by one
 * thread.
 */
public final class ProgressBar implements AutoCloseable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WIDEST = 30;
    private static final int NARROWEST = 5;
    /** What is beside the bar, if it is long. */
    private static final int TEXT = 62;

    private static final int PERCENT = 100;
    private static final String BEGIN = "\r";
    private static final String ERASE_REST = "\u001b[K";

    private final PrintStream err;
    private final Terminal terminal;
    private final boolean shown;
    private final long total;
    private final long start = System.nanoTime();
    private long drawn = start - PAUSE;
    private boolean dirty;

    /**
     * A bar.
     *
     * @param total how much there is to do, about; 0 if that is not known
     * @param quiet whether it is not shown, whoever looks
     */
    public ProgressBar(PrintStream err, Terminal terminal, long total, boolean quiet) {
        this.err = err;
        this.terminal = terminal;
        this.total = total;
        this.shown = !quiet && terminal.showsErrors();
    }

    /** Tells how much is done, and what came of it. */
    public void at(long done, String what) {
        long now = System.nanoTime();
        if (shown && now - drawn >= PAUSE) {
            drawn = now;
            dirty = true;
            err.print(BEGIN
                    + Text.cut(line(done, what, Duration.ofNanos(now - start)), terminal.columns() - 1)
                    + ERASE_REST);
            err.flush();
        }
    }

    /** The line for that moment. */
    String line(long done, String what, Duration elapsed) {
        if (total <= 0) {
            return what + ", " + Text.duration(elapsed);
        }
        // The total is a guess: more may have come meanwhile.
        double part = Math.min(1, (double) done / total);
        int width = Math.max(NARROWEST, Math.min(WIDEST, terminal.columns() - TEXT));
        int full = (int) (part * width);
        StringBuilder line = new StringBuilder("[")
                .append("#".repeat(full))
                .append("-".repeat(width - full))
                .append("] ")
                .append((int) (part * PERCENT))
                .append(" %  ")
                .append(what);
        double left = part == 0 ? 0 : elapsed.toSeconds() * (1 - part) / part;
        if (left >= 1) {
            line.append(", ").append((long) left).append(" s left");
        }
        return line.toString();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (dirty) {
            err.print(BEGIN + ERASE_REST);
            err.flush();
        }
    }
}
