package io.jcacheredis.internal.cache;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.expiry.ExpiringStore;
import io.jcacheredis.internal.expiry.Expiry;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeptValues;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.cache.CacheManager;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** The parts of a cache named {@code orders}, of strings that never expire unless a test says so, whose background work is done at once. */
final class TestParts {

    private TestParts() {}

    /** A manager that is open, and that nothing else is asked of. */
    static CacheManager manager() {
        return (CacheManager) Proxy.newProxyInstance(
                TestParts.class.getClassLoader(), new Class<?>[] {CacheManager.class}, (self, method, arguments) -> {
                    if (method.getName().equals("isClosed")) {
                        return false;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    static CacheParts<String, String> of(EntryStore store, OnFailure onFailure, Loading<String, String> loading) {
        return of(store, onFailure, loading, null);
    }

    static CacheParts<String, String> of(
            EntryStore store,
            OnFailure onFailure,
            Loading<String, String> loading,
            @Nullable Writing<String, String> writing) {
        return of(store, onFailure, loading, writing, new EternalExpiryPolicy());
    }

    static CacheParts<String, String> of(
            EntryStore store,
            OnFailure onFailure,
            Loading<String, String> loading,
            @Nullable Writing<String, String> writing,
            ExpiryPolicy policy) {
        CodecSettings settings = CodecSettings.defaults(TestParts.class.getClassLoader());
        Expiry expiry = new Expiry(policy);
        return new CacheParts<>(
                "orders",
                "jcache:orders:",
                new EntryCodec<>(
                        "orders",
                        String.class,
                        String.class,
                        KeyCodecs.choose(String.class, settings),
                        Codecs.string()),
                onFailure,
                new HibernateEntries("orders", onFailure, warning -> {}, null),
                new ExpiringStore(store, expiry),
                KeptValues.NONE,
                expiry,
                loading,
                writing,
                new Listeners<>(Runnable::run),
                new CacheStatistics(true),
                new KeyTurns(new KeyLocks(), "jcache:orders:", Duration.ofSeconds(10)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                (period, task) -> CompletableFuture.completedFuture(null),
                Runnable::run,
                (call, depth) -> call.run());
    }
}
