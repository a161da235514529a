package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.configuration.Names.Meaning;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one source says, or several merged, by owner.
 *
 * @param places where each owner is named, by the latest source that does
 */
record Layer(Map<Owner, Block> blocks, Map<Owner, String> places) {

    static final Layer EMPTY = new Layer(Map.of(), Map.of());

    /** The steps of the name that a cache stands in: jcache, redis, caches, its own. */
    private static final int STEPS_OF_A_CACHE = 4;

    /** What a source says. Names that are unknown, doubled or in each other's way become problems. */
    static Layer of(List<Given> source, Problems problems) {
        Map<Owner, Map<String, Entry>> read = new LinkedHashMap<>();
        Set<SettingName> blamed = new HashSet<>();
        Map<SettingName, Given> seen = new HashMap<>();
        Map<Owner, String> places = new HashMap<>();
        for (Given given : Lists.joined(source)) {
            Given same = seen.putIfAbsent(given.name(), given);
            if (same != null) {
                problems.add(
                        given.place(),
                        Problems.quoteName(given.name().toString()) + " stands twice, also at " + same.place());
                continue;
            }
            Meaning meaning = Names.of(given.name());
            if (meaning instanceof Meaning.Leaf leaf) {
                places.putIfAbsent(leaf.owner(), given.place(STEPS_OF_A_CACHE));
                put(leaf, given, read.computeIfAbsent(leaf.owner(), owner -> new LinkedHashMap<>()), problems);
            } else if (meaning instanceof Meaning.Branch branch) {
                places.putIfAbsent(branch.owner(), given.place(STEPS_OF_A_CACHE));
                declare(branch, given, read, problems);
            } else if (meaning instanceof Meaning.Unknown unknown && blamed.add(unknown.name())) {
                problems.add(
                        given.place(unknown.name().size()),
                        Problems.quoteName(unknown.name().toString()) + " " + unknown.why());
            }
        }
        Map<Owner, Block> blocks = new LinkedHashMap<>();
        read.forEach((owner, entries) -> blocks.put(owner, new Block(entries)));
        return new Layer(blocks, places);
    }

    private static void put(Meaning.Leaf leaf, Given given, Map<String, Entry> entries, Problems problems) {
        if (leaf.setting().group().equals(Setting.EXPIRY)) {
            entries.values().stream()
                    .filter(other -> other.group().equals(Setting.EXPIRY))
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            given.place(),
                            given.shownName() + " can't stand beside "
                                    + other.given().shownName() + " at "
                                    + other.given().place() + ": a cache has one kind of expiry"));
        }
        entries.put(leaf.leaf(), new Entry(leaf.setting(), given));
    }

    /** A name with nothing under it: of a cache, it declares the cache. */
    private static void declare(
            Meaning.Branch branch, Given given, Map<Owner, Map<String, Entry>> read, Problems problems) {
        if (given.text() != null && !given.text().isBlank()) {
            problems.add(
                    given.place(),
                    given.shownName() + " takes no value itself, but settings under it: " + branch.contents());
        } else {
            read.computeIfAbsent(branch.owner(), owner -> new LinkedHashMap<>());
        }
    }

    /** This over what earlier sources said. */
    Layer over(Layer earlier) {
        Map<Owner, Block> merged = new LinkedHashMap<>(earlier.blocks);
        blocks.forEach((owner, block) ->
                merged.merge(owner, block, (earlierBlock, laterBlock) -> laterBlock.over(earlierBlock)));
        Map<Owner, String> mergedPlaces = new HashMap<>(earlier.places);
        mergedPlaces.putAll(places);
        return new Layer(merged, mergedPlaces);
    }

    Block of(Owner owner) {
        return blocks.getOrDefault(owner, Block.EMPTY);
    }

    /**
     * Reads each value once, so that those that don't fit become problems.
     *
     * @return what doesn't fit
     */
    Set<Given> check(ClassLoader classes, Problems problems) {
        Set<Given> wrong = new HashSet<>();
        for (Block block : blocks.values()) {
            for (Entry entry : block.entries().values()) {
                if (!fits(entry, classes, problems)) {
                    wrong.add(entry.given());
                }
            }
            Listening.check(block, problems);
            InvalidationRules.check(block, problems);
        }
        return wrong;
    }

    private static boolean fits(Entry entry, ClassLoader classes, Problems problems) {
        Given given = entry.given();
        Kind<?> kind = entry.setting().kind();
        String text = given.text();
        boolean list = ElementList.isList(entry.setting());
        if (list ? text != null && !text.isEmpty() : text == null) {
            problems.add(
                    given.place(),
                    given.shownName() + " has " + (list ? "a" : "no") + " value; expected is " + kind.expected());
            return false;
        }
        try {
            return list || text == null || kind.read(text, classes) != null;
        } catch (IllegalArgumentException e) {
            String what = kind.secret() ? "" : " is " + Problems.quote(text);
            problems.add(given.place(), given.shownName() + what + ": " + e.getMessage());
            return false;
        }
    }
}
