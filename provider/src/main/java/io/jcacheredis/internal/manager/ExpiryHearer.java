package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.feed.Hearer;
import io.jcacheredis.internal.store.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hears which keys expire: all of a database, of which those are an event that are its cache's. No value is told. */
final class ExpiryHearer implements Hearer {

    private static final Outcome EXPIRED = new Outcome.Found(null, true);

    private final Inbox inbox;
    private final AtomicBoolean lost = new AtomicBoolean();

    ExpiryHearer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public void begun() {
        if (lost.compareAndSet(true, false)) {
            inbox.miss();
        }
    }

    @Override
    public void heard(byte[] redisKey) {
        inbox.put(redisKey, EXPIRED, null, redisKey.length);
    }

    @Override
    public void lost() {
        lost.set(true);
    }
}
