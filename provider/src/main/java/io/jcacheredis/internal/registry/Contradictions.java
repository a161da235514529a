package io.jcacheredis.internal.registry;

import io.jcacheredis.internal.store.redis.Claim;
import javax.cache.CacheException;

/** Says why a key space is refused, and what to do. */
final class Contradictions {

    private Contradictions() {}

    /** What is wrong with a claim that another one, of the JVM named, contradicts. */
    static CacheException failure(Claim ours, String start, String theirs, String jvm) {
        String name = ours.space().cacheName();
        if (!ours.space().start().equals(start)) {
            return new CacheException("Cache '" + name + "' would have the Redis keys "
                    + ours.space().start() + "*, and " + jvm + " has " + start + "* for " + theirs
                    + ": one would hold entries of the other. Rename one of them, or give it another"
                    + " jcache.redis.key-prefix");
        }
        return new CacheException("The Redis keys " + start + "* would be those of " + ours.description()
                + " here, and they are those of " + theirs + " in " + jvm
                + ": who shares entries must agree on how they are written, and on what a cache does that can't read"
                + " them. Configure both alike (jcache.redis.caches[" + name
                + "], jcache.redis.defaults), or give one of"
                + " them another name; a JVM that was killed counts for half a minute more");
    }
}
