package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The iterator of a cache, a page at a time from a Redis that changes meanwhile. */
class IteratorIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private static void fill(Cache<String, String> cache, int from, int to) {
        Map<String, String> entries = new HashMap<>();
        for (int i = from; i < to; i++) {
            entries.put("key" + i, "value" + i);
        }
        cache.putAll(entries);
    }

    @Test
    void remove_beforeNext_illegalStateException() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 1);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();

        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(iterator.hasNext()).isTrue();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(cache.containsKey("key0")).isTrue();
    }

    @Test
    void remove_twice_illegalStateException() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 2);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        iterator.next();
        iterator.remove();

        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(cache).hasSize(1);
    }

    @Test
    void remove_afterHasNext_removesWhatNextReturned() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 2);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        String key = iterator.next().getKey();
        assertThat(iterator.hasNext()).isTrue();

        iterator.remove();

        assertThat(cache.containsKey(key)).isFalse();
        assertThat(cache).hasSize(1);
    }

    @Test
    void next_withoutHasNext_allThenNoSuchElement() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 1000);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(iterator.next().getKey());
        }

        assertThat(keys).hasSize(1000);
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void emptyCache_nothing() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());

        assertThat(cache.iterator().hasNext()).isFalse();
        assertThatThrownBy(() -> cache.iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void manyEntries_eachOnce() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 20_000);

        List<String> keys = new ArrayList<>();
        cache.forEach(entry -> {
            assertThat(entry.getValue()).isEqualTo(entry.getKey().replace("key", "value"));
            keys.add(entry.getKey());
        });

        assertThat(keys).hasSize(20_000).doesNotHaveDuplicates();
    }

    /** Growing and shrinking makes Redis rehash, and SCAN repeat keys. */
    @Test
    void entriesComeAndGoMeanwhile_thoseThatStayComeOnce() throws Exception {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 20_000);
        AtomicBoolean stop = new AtomicBoolean();
        Thread disturbance = new Thread(() -> {
            while (!stop.get()) {
                Set<String> others = new HashSet<>();
                for (int i = 20_000; i < 60_000; i += 1000) {
                    fill(cache, i, i + 1000);
                }
                for (int i = 20_000; i < 60_000; i++) {
                    others.add("key" + i);
                }
                cache.removeAll(others);
            }
        });
        disturbance.start();
        try {
            for (int round = 0; round < 3; round++) {
                Map<String, Integer> seen = new HashMap<>();
                cache.forEach(entry -> seen.merge(entry.getKey(), 1, Integer::sum));
                for (int i = 0; i < 20_000; i++) {
                    assertThat(seen).containsEntry("key" + i, 1);
                }
                assertThat(seen.values()).containsOnly(1);
            }
        } finally {
            stop.set(true);
            disturbance.join();
        }
    }

    @Test
    void entryGoneBeforeItsTurn_isLeftOutOrSeen_neverNull() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 2000);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        iterator.next();
        cache.clear();
        fill(cache, 0, 1);

        while (iterator.hasNext()) {
            Cache.Entry<String, String> entry = iterator.next();
            assertThat(entry.getKey()).isNotNull();
            assertThat(entry.getValue()).isNotNull();
        }
    }

    @Test
    void customPolicy_isAskedOncePerNext() {
        AtomicInteger accesses = new AtomicInteger();
        Cache<String, String> cache = caches.create(CachesExtension.strings()
                .setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<ExpiryPolicy>(new Counting(accesses))));
        fill(cache, 0, 600);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();

        for (int i = 1; i <= 600; i++) {
            assertThat(iterator.hasNext()).isTrue();
            assertThat(accesses).hasValue(i - 1);
            iterator.next();
            assertThat(accesses).hasValue(i);
            iterator.remove();
        }
        assertThat(iterator.hasNext()).isFalse();
        assertThat(accesses).hasValue(600);
    }

    private record Counting(AtomicInteger accesses) implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ONE_DAY;
        }

        @Override
        public Duration getExpiryForAccess() {
            accesses.incrementAndGet();
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }
    }

    @Test
    void cacheClosedMeanwhile_illegalStateException() {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        fill(cache, 0, 2);
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        iterator.next();
        cache.close();

        assertThatThrownBy(iterator::hasNext).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
    }
}
