package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.bucket4j.grid.jcache.Bucket4jJCache.JCacheProxyManagerBuilder;
import io.github.bucket4j.grid.jcache.JCacheProxyManager;
import io.github.bucket4j.tck.AbstractDistributedBucketTest;
import io.github.bucket4j.tck.ProxyManagerSpec;
import io.jcacheredis.embedded.TestRedis;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What Bucket4j asks of everything that keeps its buckets, in a cache with native commands and in one with the script alone. */
class Bucket4jTck extends AbstractDistributedBucketTest {

    static final int SPECS = 2;

    /** They return at once, as Bucket4j's proxies on JCache neither work asynchronously nor set a time to live. */
    static final Set<String> LEFT_OUT = Set.of(
            "testBucketRemovalAsync",
            "testOptimizationsAsync",
            "testAsyncParallelInitialization",
            "testAsyncParallelInitialization_withTimeout",
            "testTryConsumeAsync",
            "testTryConsumeAsyncWithLimit",
            "testWithMapperAsync",
            "test_1000_tokens_consumption_async",
            "testNoExpirationAfterWrite",
            "testNoExpirationAfterWrite_Async",
            "testFixedTtlExpirationAfterWrite",
            "testFixedTtlExpirationAfterWrite_Async",
            "testRefillBasedExpirationAfterWrite",
            "testRefillBasedExpirationAfterWrite_Async");

    private static Opened nativeCommands;
    private static Opened script;

    @BeforeAll
    static void openCaches() {
        nativeCommands = Opened.at(TestRedis.shared().uri(), "bucket4j-native");
        script = Opened.at(TestRedis.shared().uri(), "bucket4j-script", "jcache.redis.commands", "script");
        specs = List.of(buckets("native", nativeCommands), buckets("script", script));
        assertThat(specs).hasSize(SPECS);
    }

    @AfterAll
    static void closeCaches() {
        nativeCommands.close();
        script.close();
    }

    private static ProxyManagerSpec<String, JCacheProxyManager<String>, JCacheProxyManagerBuilder<String>> buckets(
            String description, Opened opened) {
        Cache<String, byte[]> cache = opened.cache("buckets", String.class, byte[].class);
        assertThat(builder(cache).isExpireAfterWriteSupported())
                .as("what is left out for want of it has to be counted")
                .isFalse();
        assertThat(builder(cache).build().isAsyncModeSupported())
                .as("what is left out for want of it has to be counted")
                .isFalse();
        return new ProxyManagerSpec<>(description, () -> UUID.randomUUID().toString(), () -> builder(cache));
    }

    private static JCacheProxyManagerBuilder<String> builder(Cache<String, byte[]> cache) {
        return Bucket4jJCache.entryProcessorBasedBuilder(cache);
    }
}
