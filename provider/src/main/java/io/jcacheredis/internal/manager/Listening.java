package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.manager.Participation.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Has a cache hear of other JVMs as long as it has listeners: nothing is sent to a JVM that would throw it away. Thread-safe. */
final class Listening {

    private final List<Source> sources;
    private final Listeners<?, ?> listeners;
    private final Inbox inbox;
    private final ReentrantLock lock = new ReentrantLock(); // around what follows
    private final List<Runnable> ends = new ArrayList<>();
    private boolean closed;

    /** Begins as soon as there are listeners. */
    Listening(List<Source> sources, Listeners<?, ?> listeners, Inbox inbox) {
        this.sources = sources;
        this.listeners = listeners;
        this.inbox = inbox;
        listeners.onChange(this::follow);
        follow();
    }

    private void follow() {
        lock.lock();
        try {
            boolean wanted = !closed && !listeners.isEmpty();
            if (wanted && ends.isEmpty()) {
                begin();
            } else if (!wanted) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** To all sources or to none: there may be no thread for one. */
    private void begin() {
        try {
            sources.forEach(source -> ends.add(source.listen(inbox)));
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    private void end() {
        ends.forEach(Runnable::run);
        ends.clear();
    }

    /** Ends for good: no listener is called by what others do after that. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        follow();
        inbox.close();
        listeners.silence();
    }
}
