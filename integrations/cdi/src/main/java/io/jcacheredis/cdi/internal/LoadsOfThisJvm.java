package io.jcacheredis.cdi.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * One load per key among the threads of this JVM, for any provider.
 *
 * <p>Who waits takes the value from the cache, as each caller has a copy of its own there; if it is not there any more,
 * or the wait takes too long, it calls the method itself. So does who is in a load already, as loads that wait for each
 * other would wait for ever.
 */
final class LoadsOfThisJvm implements Loads {

    private record Entry(Cache<?, ?> cache, Object key) {}

    private final Duration patience;
    private final ConcurrentMap<Entry, CompletableFuture<@Nullable Object>> running = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> loading = ThreadLocal.withInitial(() -> false);

    LoadsOfThisJvm(Duration patience) {
        this.patience = patience;
    }

    @Override
    public @Nullable Object load(Cache<Object, Object> cache, Object key, Callable<@Nullable Object> method)
            throws Exception {
        Object present = cache.get(key);
        if (present != null) {
            return present;
        }
        if (loading.get()) {
            return callAndPut(cache, key, method);
        }
        Entry entry = new Entry(cache, key);
        CompletableFuture<@Nullable Object> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Object> theirs = running.putIfAbsent(entry, mine);
        if (theirs != null) {
            return await(theirs, cache, key, method);
        }
        try {
            Object value = withoutWaiting(() -> {
                // The one before us may have stored it between our look and our turn.
                Object stored = cache.get(key);
                return stored != null ? stored : callAndPut(cache, key, method);
            });
            mine.complete(value);
            return value;
        } catch (Throwable t) {
            mine.completeExceptionally(t);
            throw t;
        } finally {
            running.remove(entry, mine);
        }
    }

    private @Nullable Object await(
            CompletableFuture<@Nullable Object> theirs,
            Cache<Object, Object> cache,
            Object key,
            Callable<@Nullable Object> method)
            throws Exception {
        try {
            if (theirs.get(patience.toMillis(), TimeUnit.MILLISECONDS) == null) {
                return null;
            }
        } catch (TimeoutException e) {
            return callAndPut(cache, key, method);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                // Meant for the thread that was interrupted, which is not this one.
                return callAndPut(cache, key, method);
            }
            throw Thrown.unchanged(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("interrupted while another thread called the method for the same key", e);
        }
        Object value = cache.get(key);
        return value != null ? value : callAndPut(cache, key, method);
    }

    private @Nullable Object callAndPut(Cache<Object, Object> cache, Object key, Callable<@Nullable Object> method)
            throws Exception {
        return withoutWaiting(() -> {
            Object value = method.call();
            if (value != null) {
                cache.put(key, value);
            }
            return value;
        });
    }

    /** Does the work of a load; this thread waits for no other load meanwhile. */
    private @Nullable Object withoutWaiting(Callable<@Nullable Object> work) throws Exception {
        if (loading.get()) {
            return work.call();
        }
        loading.set(true);
        try {
            return work.call();
        } finally {
            loading.remove();
        }
    }
}
