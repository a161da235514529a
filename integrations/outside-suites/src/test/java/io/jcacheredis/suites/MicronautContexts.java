package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import io.micronaut.cache.jcache.JCacheManager;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.cache.CacheManager;

/**
 * Applications of Micronaut whose caches are those of a manager of ours, declared by settings, as Micronaut creates none.
 * Each has keys of its own.
 */
final class MicronautContexts {

    private final String owner;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private int count;

    MicronautContexts(String owner) {
        this.owner = owner;
    }

    /** A started application; what is not stopped is stopped at the end. */
    ApplicationContext start() {
        count++;
        Opened caches = Opened.at(
                TestRedis.shared().uri(),
                owner + "-" + count,
                "jcache.redis.caches[counter].expiry.created",
                "10m",
                "jcache.redis.caches[counter2].expiry.created",
                "10m",
                "jcache.redis.caches[test].expiry.created",
                "10m");
        opened.push(caches);
        ApplicationContext context = ApplicationContext.builder().build();
        opened.push(context);
        context.registerSingleton(CacheManager.class, caches.manager);
        context.start();
        assertThat(context.getBean(io.micronaut.cache.CacheManager.class)).isInstanceOf(JCacheManager.class);
        return context;
    }

    /**
     * Stops all of them.
     *
     * @param tests how many tests asked for one: more than that mean that Spock ran one again because it had failed
     */
    void closeAfter(int tests) throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        assertThat(count).as("applications started, one for each test").isEqualTo(tests);
    }
}
