package io.jcacheredis.internal.configuration;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.ValueCodecs;
import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Looks for what would keep declared caches from being made, so that all of it is said, with its places, before one is. */
final class Declarations {

    private final Layer layer;
    private final CacheTemplates caches;
    private final ClassLoader classes;
    private final Problems problems;

    Declarations(Layer layer, ClassLoader classes, Problems problems) {
        this.layer = layer;
        this.caches = new CacheTemplates(layer, classes);
        this.classes = classes;
        this.problems = problems;
    }

    /**
     * Adds what is wrong with them to the problems.
     *
     * @param wrong the values that don't fit, which were said already
     */
    void check(Set<Given> wrong) {
        Set<String> names = new TreeSet<>(caches.declared());
        checkKeySpaces(names);
        Block manager = layer.of(new Owner.Manager());
        for (String name : names) {
            try {
                Block block = caches.merged(name);
                if (fits(manager, wrong) && fits(block, wrong)) {
                    checkCodec(name, block);
                }
            } catch (CacheException clash) {
                problems.add(place(name), String.valueOf(clash.getMessage()));
            }
        }
    }

    private static boolean fits(Block block, Set<Given> wrong) {
        return block.entries().values().stream().map(Entry::given).noneMatch(wrong::contains);
    }

    private String place(String cacheName) {
        return layer.places().getOrDefault(new Owner.Named(cacheName), Problems.cache(cacheName));
    }

    /** In their order, those that begin with a name follow it. */
    private void checkKeySpaces(Set<String> names) {
        @Nullable KeySpace outer = null;
        for (String name : names) {
            KeySpace space = KeySpace.of("", name);
            if (outer != null && outer.overlaps(space)) {
                problems.add(
                        place(name),
                        Problems.cache(name) + " and " + Problems.cache(outer.cacheName()) + " ("
                                + place(outer.cacheName())
                                + ") would have keys of each other in Redis, as the one's name and ':' begin the other's;"
                                + " rename one");
            } else {
                outer = space;
            }
        }
    }

    private void checkCodec(String name, Block block) {
        CacheSettings cache = caches.settings(block);
        CodecSettings codecs = cache.codecs(classes, Map.of());
        try {
            ValueCodecs.choose(cache.valueType(), codecs.withMigrateFrom(null));
        } catch (CodecException e) {
            add(name, block, Schema.CODEC, e);
            return;
        }
        try {
            ValueCodecs.choose(cache.valueType(), codecs);
        } catch (CodecException e) {
            add(name, block, Schema.MIGRATE_FROM, e);
        }
    }

    private void add(String cacheName, Block block, Setting<?> setting, CodecException failure) {
        Entry entry = block.entries().get(setting.name());
        String what = entry == null
                ? ""
                : entry.given().shownName() + " is "
                        + Problems.quote(entry.given().text()) + ": ";
        problems.add(
                entry == null ? place(cacheName) : entry.given().place(),
                what + Problems.cache(cacheName) + " can't be made, as " + failure.getMessage());
    }
}
