package io.jcacheredis.internal.source;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** What may have to be said for each of many events: the first time as a warning, and then at debug level. */
final class Complaint {

    private final Logger log;
    private final AtomicBoolean said = new AtomicBoolean();

    Complaint(Logger log) {
        this.log = log;
    }

    /** Says it, with what the message has places for, and with a cause at the end if there is one. */
    void say(String message, @Nullable Object... arguments) {
        Level level = said.compareAndSet(false, true) ? Level.WARN : Level.DEBUG;
        log.atLevel(level).log(message, arguments);
    }
}
