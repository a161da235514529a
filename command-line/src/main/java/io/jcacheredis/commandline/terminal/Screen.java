package io.jcacheredis.commandline.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The whole terminal, on which lines are drawn over those before, without flicker. What was there before comes back when it is
 * closed, and when the program is ended by a signal.
 */
public final class Screen implements AutoCloseable {

    private static final String OPEN = "\u001b[?1049h\u001b[?25l"; // another page, without a cursor
    private static final String CLOSE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_REST = "\u001b[J";

    private final PrintStream out;
    private final Terminal terminal;
    private final Terminal.Keys keys;
    private final Thread atExit = new Thread(this::restore, "jcache-redis-screen");
    private final Lock lock = new ReentrantLock();
    private boolean closed;

    /** Takes the terminal. */
    public Screen(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        this.keys = terminal.keys();
        Runtime.getRuntime().addShutdownHook(atExit);
        print(OPEN + HOME + ERASE_REST);
    }

    /** Shows these lines, as many as there is room for. */
    public void show(List<String> lines) {
        StringBuilder all = new StringBuilder(HOME);
        int room = terminal.rows();
        for (int i = 0; i < Math.min(room, lines.size()); i++) {
            all.append(i == 0 ? "" : "\n").append(lines.get(i)).append(ERASE_LINE);
        }
        print(all.append(ERASE_REST).toString());
    }

    /** In one go, and not after the terminal was given back. */
    private void print(String text) {
        lock.lock();
        try {
            if (!closed) {
                out.print(text);
                out.flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long, and tells whether nobody pressed that key. */
    public boolean waitFor(Duration time, char key) {
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0) {
            int pressed = keys.next();
            if (pressed >= 0 && Character.toLowerCase(pressed) == key) {
                return false;
            }
        }
        return true;
    }

    private void restore() {
        lock.lock();
        try {
            if (!closed) {
                out.print(CLOSE);
                out.flush();
                closed = true;
                keys.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook has run.
        }
    }
}
