package io.jcacheredis.internal.configuration;

import io.jcacheredis.invalidation.PurgeStrategy;
import java.util.List;

/** The list of rules of a manager's block: what events remove. */
final class InvalidationRules {

    private InvalidationRules() {}

    static void check(Block block, Problems problems) {
        ElementList.require(block, InvalidationSchema.INVALIDATION, List.of(InvalidationSchema.ON), problems);
        ElementList.require(
                block,
                InvalidationSchema.INVALIDATION,
                List.of(InvalidationSchema.PURGE, InvalidationSchema.PURGE_TAGS),
                problems);
    }

    static List<PurgeStrategy> of(Block block, ClassLoader classes) {
        return ElementList.elements(block, InvalidationSchema.INVALIDATION).keySet().stream()
                .map(start -> one(block, start, classes))
                .toList();
    }

    private static PurgeStrategy one(Block block, String start, ClassLoader classes) {
        PurgeStrategy rule = PurgeStrategy.on(texts(block, InvalidationSchema.ON, start, classes))
                .purging(texts(block, InvalidationSchema.PURGE, start, classes))
                .purgingTags(texts(block, InvalidationSchema.PURGE_TAGS, start, classes));
        String conditions = start + InvalidationSchema.WHEN.name() + ".";
        for (String leaf : block.entries().keySet()) {
            String text = leaf.startsWith(conditions) ? block.value(InvalidationSchema.WHEN, leaf, classes) : null;
            if (text != null) {
                rule = rule.when(leaf.substring(conditions.length()), text);
            }
        }
        return rule;
    }

    private static String[] texts(Block block, Setting<List<String>> setting, String start, ClassLoader classes) {
        List<String> texts = block.value(setting, start + setting.name(), classes);
        return texts == null ? new String[0] : texts.toArray(String[]::new);
    }
}
