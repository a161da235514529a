package io.jcacheredis.cdi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the extension logs while this is open. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.jcacheredis.cdi"); // held, as loggers are collected
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Logged() {
        setFormatter(new SimpleFormatter());
    }

    static Logged begin() {
        Logged logged = new Logged();
        logged.logger.addHandler(logged);
        return logged;
    }

    /** Level and message of each. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + getFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
