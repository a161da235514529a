package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.embedded.junit.RedisTest;
import java.io.Serializable;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arrays, which the codec of bytes hands on as it got them: whoever changes one changes nobody else's. */
@RedisTest
class StoreByValueIT {

    private static final byte[] VALUE = {1, 2, 3};

    private final Opened opened;
    private final Cache<String, byte[]> cache;

    StoreByValueIT(TestRedis redis) {
        opened = Opened.at(redis.uri());
        cache = opened.manager.createCache("bytes", configuration());
    }

    private static MutableConfiguration<String, byte[]> configuration() {
        return new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
    }

    @BeforeEach
    void put() {
        cache.put("key", VALUE.clone());
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private static void change(byte[] value) {
        value[0]++;
    }

    @Test
    void whatWasWrittenOrRead_andIsChangedAfterwards_isNotTheEntry() {
        byte[] written = VALUE.clone();
        cache.put("key", written);
        change(written);
        change(cache.get("key"));
        change(cache.getAll(Set.of("key", "other")).get("key"));
        change(cache.iterator().next().getValue());
        change(cache.getAndPut("key", VALUE.clone()));

        assertThat(cache.get("key")).isEqualTo(VALUE);
    }

    @Test
    void processor_thatChangesTheArrayInPlace_changesNothingUnlessItSetsIt() {
        cache.invoke("key", (entry, arguments) -> {
            change(entry.getValue());
            return null;
        });
        assertThat(cache.get("key")).isEqualTo(VALUE);
    }

    /** The commit compares with the bytes that were read. */
    @Test
    void processor_thatChangesTheArrayInPlaceAndSetsIt_runsOnce() {
        AtomicInteger runs = new AtomicInteger();
        cache.invoke("key", (entry, arguments) -> {
            runs.incrementAndGet();
            byte[] value = entry.getValue();
            change(value);
            entry.setValue(value);
            return null;
        });
        cache.invokeAll(Set.of("key"), (entry, arguments) -> {
            runs.incrementAndGet();
            change(entry.getValue());
            entry.remove();
            return null;
        });

        assertThat(runs).hasValue(2);
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void eachListener_andTheCaller_hasValuesOfItsOwn() {
        Changing one = new Changing();
        Changing other = new Changing();
        listen(cache, one, true);
        listen(cache, other, true);

        byte[] prior = cache.getAndPut("key", new byte[] {4, 5, 6});

        assertThat(one.seen).containsExactly(new byte[] {4, 5, 6}, VALUE);
        assertThat(other.seen).containsExactly(new byte[] {4, 5, 6}, VALUE);
        assertThat(prior).isEqualTo(VALUE);
        assertThat(cache.get("key")).containsExactly(4, 5, 6);
    }

    /** Notes copies of what it is told, and changes that. */
    private static final class Changing implements CacheEntryUpdatedListener<String, byte[]>, Serializable {

        private final transient Queue<byte[]> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends byte[]>> events) {
            for (CacheEntryEvent<? extends String, ? extends byte[]> event : events) {
                for (byte[] value : new byte[][] {event.getValue(), event.getOldValue()}) {
                    seen.add(value.clone());
                    change(value);
                }
            }
        }
    }

    /** A listener that is slow hears of the value as it was, although whoever read it last has changed it by then. */
    @Test
    void expiredEvent_hasTheValueAsItWas_whateverItsReaderDoes() throws Exception {
        Cache<String, byte[]> once =
                opened.manager.createCache("once", configuration().setExpiryPolicyFactory(UntilRead::new));
        CountDownLatch changed = new CountDownLatch(1);
        Queue<byte[]> gone = new ConcurrentLinkedQueue<>();
        CountDownLatch heard = new CountDownLatch(2);
        CacheEntryExpiredListener<String, byte[]> listener = events -> {
            await(changed);
            for (CacheEntryEvent<? extends String, ? extends byte[]> event : events) {
                gone.add(event.getValue());
                heard.countDown();
            }
        };
        listen(once, listener, false);
        once.putAll(Map.of("one", VALUE, "two", VALUE));

        change(once.get("one"));
        change(once.getAll(Set.of("two")).get("two"));
        changed.countDown();

        await(heard);
        assertThat(gone).containsExactly(VALUE, VALUE);
    }

    private static final class UntilRead implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return Duration.ZERO;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return null;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void listen(
            Cache<String, byte[]> cache, CacheEntryListener<String, byte[]> listener, boolean synchronous) {
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, synchronous));
    }
}
