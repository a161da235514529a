package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.feed.Hearer;
import io.jcacheredis.internal.store.redis.EventStream;
import io.jcacheredis.internal.store.redis.EventStream.Event;
import io.jcacheredis.internal.store.redis.EventStream.Page;
import io.jcacheredis.internal.store.redis.EventStream.Position;
import io.jcacheredis.internal.store.redis.Publication;
import io.jcacheredis.internal.store.redis.RemoteChange;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the changes that other JVMs left in a stream, whenever it hears that there is something to read. A page is read when all
 * listeners have heard the one before, so that nothing waits here, and a position is remembered only when they have.
 */
final class DurableHearer implements Hearer {

    private static final Logger log = LoggerFactory.getLogger(DurableHearer.class);
    /** Often enough that a position is not forgotten while nothing happens. */
    private static final long REMINDER_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int LOUD_FAILURE = 3;

    private final Publication publication;
    private final EventStream stream;
    private final Inbox inbox;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile int failures;
    private volatile boolean left;
    private volatile long lastRead = System.nanoTime();
    private Position position = Position.UNKNOWN; // of what runs in turn

    DurableHearer(Publication publication, EventStream stream, Inbox inbox) {
        this.publication = publication;
        this.stream = stream;
        this.inbox = inbox;
    }

    @Override
    public void begun() {
        wake();
    }

    @Override
    public void heard(byte[] message) {
        wake();
    }

    /** Nothing is missed by that. */
    @Override
    public void lost() {}

    @Override
    public void alive() {
        inbox.resume();
        if (failures > 0 || System.nanoTime() - lastRead > REMINDER_NANOS) {
            wake();
        }
    }

    @Override
    public void left() {
        left = true;
    }

    private void wake() {
        if (due.compareAndSet(false, true)) {
            inbox.run(this::read);
        }
    }

    private void read() {
        due.set(false); // what is told from now on is read again
        try {
            while (!left) {
                Page page = stream.after(position);
                failures = 0;
                lastRead = System.nanoTime();
                position = page.from();
                if (page.missed() != 0) {
                    inbox.deliverMissed(page.missed());
                }
                if (page.events().isEmpty()) {
                    return;
                }
                page.events().forEach(this::deliver);
            }
        } catch (CacheException e) {
            noteFailure(e);
        }
    }

    /** Once loudly for each outage, but not where a server is just coming back; the next beat of the line tries again. */
    private void noteFailure(CacheException failure) {
        int count = failures + 1;
        failures = count;
        if (count == LOUD_FAILURE) {
            log.warn("Durable events can't be read, and wait in Redis: tried again each second", failure);
        } else {
            log.debug("Durable events can't be read now", failure);
        }
    }

    /** After the end, those that are left are for the next one who reads. */
    private void deliver(Event event) {
        if (left) {
            return;
        }
        Optional<RemoteChange> change = RemoteChange.read(event.message());
        if (change.isEmpty()) {
            inbox.deliverUnreadable();
        } else if (!publication.isOwn(change.get())) {
            inbox.deliver(
                    change.get().redisKey(),
                    change.get().outcome(),
                    change.get().written());
        }
        position = event.position();
    }
}
