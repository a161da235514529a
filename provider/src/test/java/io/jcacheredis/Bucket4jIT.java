package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.bucket4j.grid.jcache.CompatibilityTest;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bucket4j keeps its buckets in a cache by entry processors, and has a test of its own for whether a cache is up to it. */
@Timeout(60)
class Bucket4jIT {

    private static final int CAPACITY = 100;
    private static final int THREADS = 4;

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @Test
    void compatibilityTestOfBucket4j_passes() {
        try (Opened opened = Opened.at(redis.uri())) {
            CompatibilityTest test = new CompatibilityTest(opened.cache("compatibility", String.class, Integer.class));

            assertThatCode(test::test).doesNotThrowAnyException();
        }
    }

    @Test
    void bucket_usedByThreadsOfTwoManagers_neverGrantsMoreThanItsCapacity() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Opened one = Opened.at(redis.uri());
                Opened other = Opened.at(redis.uri())) {
            List<Callable<Integer>> consumers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Cache<String, byte[]> cache = i < 2 ? buckets(one) : buckets(other);
                consumers.add(() -> consume(cache, "shared", CAPACITY));
            }
            int granted = 0;
            for (Future<Integer> result : threads.invokeAll(consumers)) {
                granted += result.get();
            }

            assertThat(granted).isEqualTo(CAPACITY);
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void bucket_thatWasRemoved_startsFull() {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, byte[]> cache = buckets(opened);
            assertThat(consume(cache, "removed", CAPACITY + 1)).isEqualTo(CAPACITY);

            Bucket4jJCache.entryProcessorBasedBuilder(cache).build().removeProxy("removed");

            assertThat(consume(cache, "removed", CAPACITY + 1)).isEqualTo(CAPACITY);
        }
    }

    private static Cache<String, byte[]> buckets(Opened opened) {
        Cache<String, byte[]> existing = opened.manager.getCache("buckets", String.class, byte[].class);
        return existing == null ? opened.cache("buckets", String.class, byte[].class) : existing;
    }

    /** Asks a bucket that hardly refills for that many tokens, and returns how many it granted. */
    private static int consume(Cache<String, byte[]> cache, String name, int wanted) {
        BucketConfiguration configuration = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(CAPACITY)
                        .refillIntervally(CAPACITY, Duration.ofDays(1))
                        .build())
                .build();
        Bucket bucket = Bucket4jJCache.entryProcessorBasedBuilder(cache)
                .build()
                .builder()
                .build(name, () -> configuration);
        int granted = 0;
        for (int i = 0; i < wanted; i++) {
            granted += bucket.tryConsume(1) ? 1 : 0;
        }
        return granted;
    }
}
