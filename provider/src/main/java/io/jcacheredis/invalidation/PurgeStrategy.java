package io.jcacheredis.invalidation;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.RedisCacheManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purges by patterns and tags into which attributes of the event are filled. Immutable, and equal to another that says the
 * same.
 *
 * <pre>{@code
 * manager.invalidator().add(PurgeStrategy.on("property.updated", "property.deleted")
 *         .purging("property:detail:{property_id}", "properties:list:{tenant_id}:*")
 *         .purgingTags("tenant:{tenant_id}"));
 * }</pre>
 *
 * <p>A <em>pattern</em> is one of {@link RedisCacheManager#purge}: the name of a cache, a colon and a key, with wildcards.
 * A <em>tag</em> is one of {@link RedisCacheManager#purgeByTag}. In both, <code>{name}</code> stands for the attribute of
 * that name, and two braces for one that is meant itself. What an event says stands for itself: where {@code property_id}
 * is {@code *}, only the key {@code *} is meant. So that this holds, a placeholder can't stand within {@code [ ]} of a
 * pattern or right behind a backslash.
 *
 * <p>A pattern or tag of which the event lacks an attribute is left out, as is an empty tag, and one with half of a
 * character (an unpaired surrogate), which no entry can have. That is logged at debug level; it is no failure.
 */
public final class PurgeStrategy implements InvalidationStrategy {

    private static final Logger log = LoggerFactory.getLogger(PurgeStrategy.class);

    private final Set<String> types;
    private final Map<String, String> conditions;
    private final List<Template> patterns;
    private final List<Template> tags;

    private PurgeStrategy(
            Set<String> types, Map<String, String> conditions, List<Template> patterns, List<Template> tags) {
        this.types = types;
        this.conditions = conditions;
        this.patterns = patterns;
        this.tags = tags;
    }

    /**
     * A strategy for events of any of these types, which removes nothing yet.
     *
     * @param types each as events have it, or with a {@code *} at its end for all that begin so: {@code property.*}
     * @throws IllegalArgumentException if there is none, one is empty, or one has a {@code *} elsewhere
     */
    public static PurgeStrategy on(String... types) {
        if (types.length == 0) {
            throw new IllegalArgumentException("no type of an event is given");
        }
        for (String type : types) {
            int star = type.indexOf('*');
            if (type.isEmpty() || (star >= 0 && star < type.length() - 1)) {
                throw new IllegalArgumentException(
                        type.isEmpty()
                                ? "the type of an event must not be empty"
                                : "a type of events may have a * at its end, and nowhere else");
            }
        }
        return new PurgeStrategy(unchanging(List.of(types)), Map.of(), List.of(), List.of());
    }

    private static Set<String> unchanging(List<String> texts) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(texts));
    }

    /**
     * This, only for events of which that attribute is that text. Where several attributes are given, all must be.
     *
     * @param value compared as it is: there are no wildcards
     * @throws IllegalArgumentException if the attribute was given before with another text
     */
    public PurgeStrategy when(String attribute, String value) {
        Map<String, String> all = new LinkedHashMap<>(conditions);
        String before = all.put(requireNonNull(attribute, "attribute"), requireNonNull(value, "value"));
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException("the attribute " + attribute + " can't be two texts at the same time");
        }
        return new PurgeStrategy(types, Collections.unmodifiableMap(all), patterns, tags);
    }

    /**
     * This, which purges by these patterns too.
     *
     * @throws IllegalArgumentException if the braces of one make no sense; the message says of which, and where
     */
    public PurgeStrategy purging(String... keyPatterns) {
        List<Template> all = new ArrayList<>(patterns);
        for (int i = 0; i < keyPatterns.length; i++) {
            all.add(Template.ofPattern(keyPatterns[i], place("pattern", i, keyPatterns.length)));
        }
        return new PurgeStrategy(types, conditions, List.copyOf(all), tags);
    }

    /**
     * This, which purges by these tags too.
     *
     * @throws IllegalArgumentException if the braces of one make no sense; the message says of which, and where
     */
    public PurgeStrategy purgingTags(String... tagNames) {
        List<Template> all = new ArrayList<>(tags);
        for (int i = 0; i < tagNames.length; i++) {
            all.add(Template.ofTag(tagNames[i], place("tag", i, tagNames.length)));
        }
        return new PurgeStrategy(types, conditions, patterns, List.copyOf(all));
    }

    private static String place(String what, int index, int count) {
        return count == 1 ? "the " + what : what + " " + (index + 1);
    }

    @Override
    public boolean shouldInvalidate(InvalidationEvent event) {
        return types.stream().anyMatch(type -> matches(type, event.type()))
                && conditions.entrySet().stream()
                        .allMatch(condition ->
                                condition.getValue().equals(event.attributes().get(condition.getKey())));
    }

    private static boolean matches(String wanted, String type) {
        return wanted.endsWith("*") ? type.startsWith(wanted.substring(0, wanted.length() - 1)) : wanted.equals(type);
    }

    /**
     * Purges by all patterns and tags, also if one fails.
     *
     * @throws CacheException the first failure, after all were tried
     */
    @Override
    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
        Purges purges = new Purges();
        filled(patterns, event).forEach(pattern -> purges.run(pattern, caches::purge));
        Set<String> names = filled(tags, event);
        if (!names.isEmpty()) {
            purges.run(names.toArray(String[]::new), caches::purgeByTag);
        }
        return purges.removed();
    }

    private Set<String> filled(List<Template> templates, InvalidationEvent event) {
        Set<String> filled = new LinkedHashSet<>();
        for (Template template : templates) {
            template.of(event)
                    .filter(text -> !text.isEmpty())
                    .ifPresentOrElse(
                            filled::add,
                            () -> log.debug(
                                    "{} has not what {} needs, so nothing is purged by that; other patterns and tags are",
                                    event,
                                    template));
        }
        return filled;
    }

    /** Adds up what purges remove, and keeps the first failure until all have run. */
    private static final class Purges {

        private long removed;
        private @Nullable CacheException failure;

        <T> void run(T argument, ToLongFunction<T> purge) {
            try {
                removed += purge.applyAsLong(argument);
            } catch (CacheException e) {
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
        }

        long removed() {
            if (failure != null) {
                throw failure;
            }
            return removed;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PurgeStrategy strategy
                && types.equals(strategy.types)
                && conditions.equals(strategy.conditions)
                && patterns.equals(strategy.patterns)
                && tags.equals(strategy.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(types, conditions, patterns, tags);
    }

    /** What it says, as it was given. */
    @Override
    public String toString() {
        return "PurgeStrategy on " + types + (conditions.isEmpty() ? "" : " when " + conditions) + " purges " + patterns
                + (tags.isEmpty() ? "" : " and tags " + tags);
    }
}
