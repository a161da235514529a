package io.jcacheredis.internal.event;

import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** An event of one entry. Values are decoded when a listener asks for them, each listener getting its own copy. */
final class CacheEvent<K, V> extends CacheEntryEvent<K, V> {

    private static final long serialVersionUID = 1L;

    private final transient K key;
    private final transient @Nullable Supplier<V> value;
    private final transient @Nullable Supplier<V> oldValue;

    CacheEvent(Cache<K, V> source, EventType type, K key, @Nullable Supplier<V> value, @Nullable Supplier<V> oldValue) {
        super(source, type);
        this.key = key;
        this.value = value;
        this.oldValue = oldValue;
    }

    @Override
    public K getKey() {
        return key;
    }

    /** The new value; for a removal or expiry the old one, or null where that was not asked for. */
    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a removal without its old value
    public V getValue() {
        return value == null ? null : value.get();
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes where the old value is not available
    public V getOldValue() {
        return oldValue == null ? null : oldValue.get();
    }

    @Override
    public boolean isOldValueAvailable() {
        return oldValue != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an event can't be unwrapped as " + type.getName());
    }

    /** Names neither key nor value: this text goes to logs. */
    @Override
    public String toString() {
        return getEventType() + " in cache '" + getSource().getName() + "'";
    }
}
