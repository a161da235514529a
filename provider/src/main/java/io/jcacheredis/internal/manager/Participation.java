package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.feed.Feed;
import io.jcacheredis.internal.feed.Hearer;
import io.jcacheredis.internal.store.redis.Publication;
import java.util.List;
import java.util.function.Function;

/**
 * What one cache has to do with those of other JVMs.
 *
 * @param publication where it tells of its changes
 * @param sources what its listeners hear of beside these
 * @param destroy removes what is kept of them in Redis
 */
record Participation(Publication publication, List<Source> sources, Runnable destroy) {

    /** Whether it tells anybody. */
    boolean publishes() {
        return publication != Publication.NONE;
    }

    /**
     * A channel of which listeners hear.
     *
     * @param hearer makes of what is published what listeners hear
     */
    record Source(Feed feed, String channel, Function<Inbox, Hearer> hearer) {

        Runnable listen(Inbox inbox) {
            return feed.listen(channel, hearer.apply(inbox));
        }
    }
}
