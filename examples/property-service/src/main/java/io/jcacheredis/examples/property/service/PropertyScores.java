package io.jcacheredis.examples.property.service;

import io.jcacheredis.RedisCache;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.cache.PropertyCaches;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import io.jcacheredis.examples.property.domain.NotFoundException;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyScore;
import java.time.Clock;
import org.springframework.stereotype.Service;

/**
 * Scores: read <em>cache-aside</em>, and written <em>through</em> the cache by {@link RedisCache#putThrough}, which keeps the
 * order of the database when two instances calculate one score at the same time. What it writes needs no event, as the
 * entry is the new score already; the events {@code score.calculated} and {@code score.updated} come from programs that
 * write scores to the database past this service.
 */
@Service
public final class PropertyScores {

    private static final int HIGHEST = 100;
    private static final long CENTS_PER_POINT = 1_000_000;

    private final RedisCache<String, PropertyScore> cache;
    private final PropertyDatabase database;
    private final Clock clock;

    /** The scores of a database. */
    public PropertyScores(PropertyCaches caches, PropertyDatabase database, Clock clock) {
        this.cache = caches.scores();
        this.database = database;
        this.clock = clock;
    }

    /**
     * The last score of a property.
     *
     * @throws NotFoundException if it has none
     */
    public PropertyScore find(String propertyId) {
        String key = EntryKey.propertyScore(propertyId).key();
        PropertyScore score = cache.getOrLoad(key, id -> database.findScore(id).orElse(null));
        if (score == null) {
            throw new NotFoundException("score of property", propertyId);
        }
        return score;
    }

    /** Scores a property, in the database and in the cache. */
    public PropertyScore calculate(Property property) {
        int value = (int) Math.max(0, HIGHEST - property.priceCents() / CENTS_PER_POINT);
        PropertyScore score = new PropertyScore(property.id(), value, clock.instant());
        cache.putThrough(EntryKey.propertyScore(property.id()).key(), score, database::save);
        return score;
    }
}
