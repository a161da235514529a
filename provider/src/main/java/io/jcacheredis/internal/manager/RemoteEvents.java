package io.jcacheredis.internal.manager;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.feed.ExpiryNotices;
import io.jcacheredis.internal.feed.Feed;
import io.jcacheredis.internal.manager.Participation.Source;
import io.jcacheredis.internal.store.redis.EventStream;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the caches of a manager tell those of other JVMs, and hear of them: docs/events.md says what that promises. */
final class RemoteEvents {

    private static final Logger log = LoggerFactory.getLogger(RemoteEvents.class);

    private final Settings settings;
    private final RedisConnections connections;
    private final Consumer<String> warnings;
    private final int database;
    private final Feed published;
    private final Feed expiries;

    RemoteEvents(Settings settings, ProviderResources resources, RedisConnections connections) {
        this.settings = settings;
        this.connections = connections;
        this.warnings = resources.warnings()::warn;
        this.database = settings.connection().address().database();
        this.published = Feed.ofClients(
                connections, ReplyLimits.NONE, "+subscribe +unsubscribe &" + Publication.CHANNELS, warnings);
        this.expiries = Feed.ofExpiries(connections, warnings);
    }

    /** What a cache has to do with those of other JVMs. */
    Participation of(KeySpace space, RedisConfiguration<?, ?> configuration) {
        List<Source> sources = new ArrayList<>();
        if (configuration.isExpiredEvents()) {
            sources.add(new Source(expiries, ExpiryNotices.channel(database), ExpiryHearer::new));
        }
        EventDelivery delivery = configuration.getEvents();
        if (delivery == null || delivery == EventDelivery.LOCAL) {
            return new Participation(Publication.NONE, sources, () -> {});
        }
        if (delivery == EventDelivery.DURABLE) {
            return durable(space, sources);
        }
        Publication publication = Publication.broadcast(space, database, () -> untold(space));
        sources.add(new Source(published, publication.channelName(), inbox -> new BroadcastHearer(publication, inbox)));
        return new Participation(publication, sources, () -> {});
    }

    private Participation durable(KeySpace space, List<Source> sources) {
        if (connections.isSpread()) {
            throw new IllegalArgumentException(
                    "Cache '" + space.cacheName() + "' is to have durable events, which a cluster"
                            + " can't have: all of a cache's lie in one stream, at one node, and a script that changes an entry at another"
                            + " node does not reach it. Set events: broadcast");
        }
        int kept = settings.caches().settingsOf(space.cacheName()).events().kept();
        Publication publication = Publication.durable(space, database, kept, () -> untold(space));
        EventStream stream =
                new EventStream(space, publication, settings.eventSubscriber().orElse(null), connections);
        sources.add(new Source(
                published, publication.channelName(), inbox -> new DurableHearer(publication, stream, inbox)));
        return new Participation(publication, sources, () -> remove(space, stream));
    }

    /** Of the entries, too, nobody hears that they could not be removed where the cache degrades. */
    private static void remove(KeySpace space, EventStream stream) {
        try {
            stream.remove();
        } catch (CacheException e) {
            log.warn(
                    "Cache '{}' is destroyed, and the stream of its events could not be removed; it stays in Redis",
                    space.cacheName(),
                    e);
        }
    }

    private void untold(KeySpace space) {
        warnings.accept("Cache '" + space.cacheName()
                + "' could not tell other JVMs of a change, which was made: their listeners"
                + " miss such events. Most likely the user may not publish any more");
    }
}
