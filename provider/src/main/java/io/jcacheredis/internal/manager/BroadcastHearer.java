package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.feed.Hearer;
import io.jcacheredis.internal.store.redis.Publication;
import io.jcacheredis.internal.store.redis.RemoteChange;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hears the changes that other JVMs publish, and leaves out what its own cache did, of which the listeners know. */
final class BroadcastHearer implements Hearer {

    private final Publication publication;
    private final Inbox inbox;
    private final AtomicBoolean lost = new AtomicBoolean();

    BroadcastHearer(Publication publication, Inbox inbox) {
        this.publication = publication;
        this.inbox = inbox;
    }

    /** Who mirrors a cache reads it anew when it hears of what comes after, not before. */
    @Override
    public void begun() {
        if (lost.compareAndSet(true, false)) {
            inbox.miss();
        }
    }

    @Override
    public void heard(byte[] message) {
        if (message.length == 0) {
            return; // somebody finds out what the user may do
        }
        Optional<RemoteChange> change = RemoteChange.read(message);
        if (change.isEmpty()) {
            inbox.missUnreadable();
        } else if (!publication.isOwn(change.get())) {
            inbox.put(
                    change.get().redisKey(),
                    change.get().outcome(),
                    change.get().written(),
                    message.length);
        }
    }

    @Override
    public void lost() {
        lost.set(true);
    }

    @Override
    public void alive() {
        inbox.resume();
    }
}
