package io.jcacheredis.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.cache.CachesExtension;
import io.jcacheredis.internal.cache.TestListeners;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners come and go while their cache is used. */
class RegistrationIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Cache<String, String> cache;

    @BeforeEach
    void create() {
        cache = caches.create(CachesExtension.strings());
    }

    private CacheEntryListenerConfiguration<String, String> listener() {
        return TestListeners.synchronously(event -> heard.add(event.getEventType() + " " + event.getKey()));
    }

    @SuppressWarnings("unchecked")
    private int configured() {
        CompleteConfiguration<String, String> configuration = cache.getConfiguration(CompleteConfiguration.class);
        int count = 0;
        for (CacheEntryListenerConfiguration<String, String> ignored :
                configuration.getCacheEntryListenerConfigurations()) {
            count++;
        }
        return count;
    }

    @Test
    void register_hearsWhatComesAfter() {
        cache.put("before", "v");
        cache.registerCacheEntryListener(listener());
        cache.put("after", "v");

        assertThat(heard).containsExactly("CREATED after");
        assertThat(configured()).isOne();
    }

    @Test
    void deregister_hearsNoMore() {
        CacheEntryListenerConfiguration<String, String> listener = listener();
        cache.registerCacheEntryListener(listener);
        cache.put("before", "v");
        cache.deregisterCacheEntryListener(listener);
        cache.put("after", "v");

        assertThat(heard).containsExactly("CREATED before");
        assertThat(configured()).isZero();
    }

    @Test
    void register_twice_illegalArgumentExceptionAndHearsOnce() {
        CacheEntryListenerConfiguration<String, String> listener = listener();
        cache.registerCacheEntryListener(listener);

        assertThatThrownBy(() -> cache.registerCacheEntryListener(listener))
                .isInstanceOf(IllegalArgumentException.class);

        cache.put("key", "v");
        assertThat(heard).containsExactly("CREATED key");
    }

    @Test
    void deregister_unknown_doesNothing() {
        cache.registerCacheEntryListener(listener());

        cache.deregisterCacheEntryListener(listener());

        cache.put("key", "v");
        assertThat(heard).containsExactly("CREATED key");
    }

    @Test
    void deregister_fromWithinTheListener_hearsNoMore() {
        List<CacheEntryListenerConfiguration<String, String>> self = new CopyOnWriteArrayList<>();
        self.add(TestListeners.synchronously(event -> {
            heard.add(event.getKey());
            cache.deregisterCacheEntryListener(self.get(0));
        }));
        cache.registerCacheEntryListener(self.get(0));

        cache.put("one", "v");
        cache.put("two", "v");

        assertThat(heard).containsExactly("one");
    }

    @Test
    void register_factoryFails_canBeRegisteredLater() {
        AtomicBoolean works = new AtomicBoolean();
        CacheEntryListener<String, String> listener =
                new TestListeners.ToAll<>(event -> heard.add(event.getEventType() + " " + event.getKey()));
        CacheEntryListenerConfiguration<String, String> configuration = new MutableCacheEntryListenerConfiguration<>(
                () -> {
                    if (!works.get()) {
                        throw new IllegalArgumentException("on purpose");
                    }
                    return listener;
                },
                null,
                true,
                true);

        assertThatThrownBy(() -> cache.registerCacheEntryListener(configuration))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(configured()).isZero();
        works.set(true);
        cache.registerCacheEntryListener(configuration);

        cache.put("key", "v");
        assertThat(heard).containsExactly("CREATED key");
    }

    @Test
    void listenerOfOneKind_filterIsAskedForThatKindOnly() {
        List<String> asked = new CopyOnWriteArrayList<>();
        CacheEntryCreatedListener<String, String> created =
                events -> events.forEach(event -> heard.add(event.getKey()));
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                () -> created,
                () -> event -> {
                    asked.add(event.getEventType() + " " + event.getKey());
                    return !event.getKey().equals("filtered");
                },
                false,
                true));

        cache.put("key", "v");
        cache.put("key", "w");
        cache.remove("key");
        cache.put("filtered", "v");

        assertThat(asked).containsExactly("CREATED key", "CREATED filtered");
        assertThat(heard).containsExactly("key");
    }
}
