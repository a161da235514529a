package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.feed.Hearer;
import io.jcacheredis.internal.store.Outcome;

/** Hears which keys expire: all of a database, of which those are an event that are its cache's. No value is told. */
final class ExpiryHearer implements Hearer {

    private static final Outcome EXPIRED = new Outcome.Found(null, true);

    private final Inbox inbox;
    private volatile boolean lost;

    ExpiryHearer(Inbox inbox) {
        this.inbox = inbox;
    }

    /** There is a line to each server: from the first end of one on, nobody knows which of them this makes up for. */
    @Override
    public void begun() {
        if (lost) {
            inbox.miss();
        }
    }

    @Override
    public void heard(byte[] redisKey) {
        inbox.put(redisKey, EXPIRED, null, redisKey.length);
    }

    @Override
    public void lost() {
        lost = true;
    }

    @Override
    public void alive() {
        inbox.resume();
    }
}
