package io.jcacheredis;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LocationAwareLogger;

/** What a class logs, from INFO on, while this is open. The build's own output has errors only. */
public final class Logged implements AutoCloseable {

    private final Logger logger;
    private final int level;
    private final PrintStream errorStream = System.err;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private Logged(Logger logger) {
        this.logger = logger;
        this.level = set(LocationAwareLogger.INFO_INT);
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
    }

    public static Logged of(Class<?> type) {
        return new Logged(LoggerFactory.getLogger(type));
    }

    /** Of a class that is not public. */
    public static Logged of(String className) {
        return new Logged(LoggerFactory.getLogger(className));
    }

    /** The level of slf4j-simple, which is set by a file only. */
    private int set(int other) {
        try {
            Field current = logger.getClass().getDeclaredField("currentLogLevel");
            current.setAccessible(true);
            int before = current.getInt(logger);
            current.setInt(logger, other);
            return before;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("slf4j-simple has changed", e);
        }
    }

    public String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(errorStream);
        set(level);
    }
}
