package io.jcacheredis.codec;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Reads sets and maps of JSON and CBOR so that elements and keys which share a hash code are refused before they take
 * long: n of them take n² comparisons. Not needed where a hash table of the JDK has an order to go by, as for strings.
 */
final class CountedHashes extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    /** The tables that sort what shares a bucket, if it is comparable to its own class and nothing wider. */
    private static final Set<Class<?>> SORTING =
            Set.of(HashSet.class, LinkedHashSet.class, HashMap.class, LinkedHashMap.class, ConcurrentHashMap.class);

    private static final Set<Class<?>> SORTED = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            Double.class,
            Float.class,
            UUID.class);

    private static boolean isCounted(Class<?> table, Class<?> key) {
        boolean hashing = !SortedSet.class.isAssignableFrom(table)
                && !SortedMap.class.isAssignableFrom(table)
                && !EnumSet.class.isAssignableFrom(table)
                && !EnumMap.class.isAssignableFrom(table);
        boolean sorting = (table.isInterface() || SORTING.contains(table)) && (key.isEnum() || SORTED.contains(key));
        return hashing && !sorting;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> reader) {
        Class<?> table = type.getRawClass();
        boolean counted = Set.class.isAssignableFrom(table)
                && isCounted(table, type.getContentType().getRawClass());
        return counted ? new Reader(reader) : reader;
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config,
            MapType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> reader) {
        boolean counted = isCounted(type.getRawClass(), type.getKeyType().getRawClass());
        return counted ? new Reader(reader) : reader;
    }

    /** Lets Jackson fill a set or map through one that counts. */
    private static final class Reader extends DelegatingDeserializer {

        Reader(ValueDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
            return new Reader(reader);
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            ValueInstantiator maker =
                    _delegatee instanceof ValueInstantiator.Gettable gettable ? gettable.getValueInstantiator() : null;
            boolean begins = json.hasToken(JsonToken.START_ARRAY) || json.hasToken(JsonToken.START_OBJECT);
            if (!begins || maker == null || !isEmptyAtFirst(maker)) {
                return _delegatee.deserialize(json, context);
            }
            return fill(json, context, maker.createUsingDefault(context), false);
        }

        private static boolean isEmptyAtFirst(ValueInstantiator maker) {
            return maker.canCreateUsingDefault()
                    && !maker.canCreateUsingDelegate()
                    && !maker.canCreateUsingArrayDelegate()
                    && !maker.canCreateFromObjectWith();
        }

        /** Also of a property that has a getter alone. */
        @Override
        public Object deserialize(JsonParser json, DeserializationContext context, Object into) {
            return fill(json, context, into, true);
        }

        @SuppressWarnings("unchecked") // What Jackson fills is a collection or map of anything.
        private Object fill(JsonParser json, DeserializationContext context, Object table, boolean merging) {
            HashCounts counts = new HashCounts(HashBudget.of(context), json);
            Object counted;
            if (table instanceof Collection<?> set) {
                counted = new CountedSet((Collection<Object>) set, counts);
            } else if (table instanceof Map<?, ?> map) {
                counted = new CountedMap((Map<Object, Object>) map, counts, merging);
            } else {
                return _delegatee.deserialize(json, context);
            }
            Object filled = ((ValueDeserializer<Object>) _delegatee).deserialize(json, context, counted);
            return filled == counted ? table : filled;
        }
    }

    private static final class CountedSet extends AbstractCollection<Object> {

        private final Collection<Object> set;
        private final HashCounts counts;

        CountedSet(Collection<Object> set, HashCounts counts) {
            this.set = set;
            this.counts = counts;
        }

        @Override
        public boolean add(Object element) {
            counts.expect(element, set);
            boolean added = set.add(element);
            if (added) {
                counts.add(element);
            }
            return added;
        }

        @Override
        public Iterator<Object> iterator() {
            return set.iterator();
        }

        @Override
        public int size() {
            return set.size();
        }
    }

    private static final class CountedMap extends AbstractMap<Object, Object> {

        private final Map<Object, Object> map;
        private final HashCounts counts;
        private final boolean merging;

        CountedMap(Map<Object, Object> map, HashCounts counts, boolean merging) {
            this.map = map;
            this.counts = counts;
            this.merging = merging;
        }

        /** Jackson merges with what is there, which is for maps that were there before. */
        @Override
        public @Nullable Object get(@Nullable Object key) {
            return merging ? map.get(key) : null;
        }

        @Override
        public @Nullable Object put(Object key, Object value) {
            counts.expect(key, map.keySet());
            int before = map.size();
            Object former = map.put(key, value);
            if (map.size() > before) {
                counts.add(key);
            }
            return former;
        }

        @Override
        public Set<Map.Entry<Object, Object>> entrySet() {
            return map.entrySet();
        }
    }
}
