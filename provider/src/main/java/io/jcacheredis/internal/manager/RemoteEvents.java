package io.jcacheredis.internal.manager;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.Lines.Reach;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.feed.Feed;
import io.jcacheredis.internal.manager.Participation.Source;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the caches of a manager tell those of other JVMs, and hear of them: docs/events.md says what that promises. */
final class RemoteEvents {

    private final Consumer<String> warnings;
    private final int database;
    private final Feed published;

    RemoteEvents(Settings settings, ProviderResources resources, RedisConnections connections) {
        this.warnings = resources.warnings()::warn;
        this.database = settings.connection().address().database();
        this.published = new Feed(connections, Reach.ONE, warnings);
    }

    /** What a cache has to do with those of other JVMs. */
    Participation of(KeySpace space, RedisConfiguration<?, ?> configuration) {
        List<Source> sources = new ArrayList<>();
        EventDelivery delivery = configuration.getEvents();
        if (delivery == null || delivery == EventDelivery.LOCAL) {
            return new Participation(Publication.NONE, sources);
        }
        Publication publication = Publication.broadcast(space, database, () -> untold(space));
        sources.add(new Source(published, publication.channelName(), inbox -> new BroadcastHearer(publication, inbox)));
        return new Participation(publication, sources);
    }

    private void untold(KeySpace space) {
        warnings.accept(
                "Cache '" + space.cacheName() + "' could not tell other JVMs of a change, which was made: the user may"
                        + " not publish, or the memory of Redis is full. Their listeners miss such events");
    }
}
