package io.jcacheredis.internal.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The full name of a setting as steps: {@code jcache.redis.caches[property:detail].expiry.created}. All forms of a
 * configuration have the same names; in YAML and JSON the steps are nested.
 *
 * <p>What stands in brackets is taken as it is, dots and brackets too, up to the first closing bracket that is followed by
 * a dot or by the end. So {@code caches[a]].codec} is of cache {@code a]}; a cache with {@code ].} in its name can be
 * written in YAML and JSON only.
 */
record SettingName(List<Step> steps) {

    static final SettingName NONE = new SettingName(List.of());

    /** How a step is meant. */
    enum Form {
        /** A word of the schema. */
        WORD,
        /** The name of a cache or a pattern of such names, or another name that is in brackets. */
        CACHE,
        /** A place in a list, counted from 0. */
        INDEX
    }

    record Step(Form form, String text) {

        static Step word(String text) {
            return new Step(Form.WORD, text);
        }
    }

    private static final SettingName CACHES =
            new SettingName(List.of(Step.word("jcache"), Step.word("redis"), Step.word("caches")));
    private static final Set<String> LISTS = Set.of("listeners", "invalidation");
    /** Far more than the schema has; without a bound, a megabyte of dots would be costly. */
    private static final int MOST_STEPS = 20;

    private static final int LONGEST = 1_000;

    SettingName {
        steps = List.copyOf(steps);
    }

    /**
     * Reads the flat form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static SettingName parse(String text) {
        return NONE.plus(text);
    }

    /** The name of what stands under the key of a map: of a cache's settings under a cache's name, with or without brackets. */
    SettingName child(String key) {
        requireLength(key);
        if (!equals(CACHES)) {
            return plus(key);
        }
        boolean bracketed = key.length() > 2 && key.startsWith("[") && key.endsWith("]");
        return plus(new Step(Form.CACHE, bracketed ? key.substring(1, key.length() - 1) : key));
    }

    /** The name of what stands in a list. */
    SettingName element(int index) {
        return plus(new Step(Form.INDEX, Integer.toString(index)));
    }

    private SettingName plus(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new SettingName(longer);
    }

    private static void requireLength(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has more than " + LONGEST + " characters");
        }
    }

    private SettingName plus(String text) {
        requireLength(text);
        SettingName name = this;
        int at = 0;
        while (at <= text.length()) {
            int end = endOfWord(text, at);
            if (end == at) {
                throw new IllegalArgumentException("a part of the name is empty");
            }
            if (name.size() >= MOST_STEPS) {
                throw new IllegalArgumentException("it has more than " + MOST_STEPS + " parts");
            }
            name = name.plus(Step.word(text.substring(at, end)));
            if (end < text.length() && text.charAt(end) == '[') {
                int close = closingBracket(text, end + 1);
                name = name.plus(name.bracketed(text.substring(end + 1, close)));
                end = close + 1;
            }
            at = end + 1;
        }
        return name;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private static int closingBracket(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == ']' && (i + 1 == text.length() || text.charAt(i + 1) == '.')) {
                return i;
            }
        }
        throw new IllegalArgumentException("a bracket is not closed");
    }

    private Step bracketed(String content) {
        Step last = steps.get(steps.size() - 1);
        boolean inList = last.form() == Form.WORD && LISTS.contains(last.text()) && content.matches("\\d{1,4}");
        return new Step(inList ? Form.INDEX : Form.CACHE, content);
    }

    /** The first steps. */
    SettingName first(int count) {
        return new SettingName(steps.subList(0, count));
    }

    SettingName withoutFirst(int count) {
        return new SettingName(steps.subList(count, steps.size()));
    }

    int size() {
        return steps.size();
    }

    Step step(int index) {
        return steps.get(index);
    }

    /** The flat form. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step.form() == Form.WORD) {
                text.append(text.isEmpty() ? "" : ".").append(step.text());
            } else {
                text.append('[').append(step.text()).append(']');
            }
        }
        return text.toString();
    }
}
