package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import javax.cache.CacheManager;

/** Puts together what the extension has to add as beans. */
public final class Beans {

    /** As long as {@code RedisCache.getOrLoad} waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Beans() {}

    /** What the interceptors need. The cache manager is looked up when a method is called first. */
    public static Interceptions interceptions(CachedMethods methods, Instance<Object> beans) {
        ManagedCaches caches =
                new ManagedCaches(() -> beans.select(CacheManager.class).get());
        BeanManager manager = beans.select(BeanManager.class).get();
        return new CachingInterceptions(methods, manager, new Collaborators(beans, caches), singleLoads());
    }

    /** Those of all JVMs where jcache-redis can be seen; the class that knows it is not even loaded elsewhere. */
    static Loads singleLoads() {
        Loads ofThisJvm = new LoadsOfThisJvm(PATIENCE);
        return seesJCacheRedis() ? new LoadsOfAllJvms(ofThisJvm) : ofThisJvm;
    }

    static boolean seesJCacheRedis() {
        try {
            Class.forName("io.jcacheredis.RedisCache", false, Beans.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
