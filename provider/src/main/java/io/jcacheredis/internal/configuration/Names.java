package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;
import io.jcacheredis.internal.configuration.SettingName.Form;
import io.jcacheredis.internal.configuration.SettingName.Step;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the row of the schema that a name means, or says what is wrong with the name. */
final class Names {

    private static final SettingName ROOT = SettingName.parse(Schema.ROOT);
    private static final String CACHES = "caches";
    private static final String DEFAULTS = "defaults";
    /** What may stand after each beginning of a name; computed once, as a file may have thousands of names that nobody knows. */
    private static final Map<Scope, Map<String, Set<String>>> NEXT_WORDS = nextWordsOfAll();

    /** What a name means. */
    sealed interface Meaning {

        /**
         * A setting.
         *
         * @param leaf its name below its owner, unique there: {@code listeners[0].class}
         */
        record Leaf(Owner owner, String leaf, Setting<?> setting) implements Meaning {}

        /**
         * What holds settings and has no value itself.
         *
         * @param contents what it holds, for messages
         */
        record Branch(Owner owner, String contents) implements Meaning {}

        /**
         * Nothing.
         *
         * @param name as far as it is to blame
         * @param why a sentence without a subject, about that name
         */
        record Unknown(SettingName name, String why) implements Meaning {}
    }

    private Names() {}

    static Meaning of(SettingName name) {
        for (int i = 0; i < Math.min(ROOT.size(), name.size()); i++) {
            if (!name.step(i).equals(ROOT.step(i))) {
                return new Meaning.Unknown(name.first(i + 1), "is not a setting: all names begin with " + ROOT);
            }
        }
        if (name.size() <= ROOT.size()) {
            return new Meaning.Branch(new Owner.Manager(), words(nextWords(Scope.MANAGER, "")));
        }
        Step first = name.step(ROOT.size());
        if (first.equals(Step.word(DEFAULTS))) {
            return below(new Owner.Defaults(), name, ROOT.size() + 1);
        }
        if (first.equals(Step.word(CACHES))) {
            return ofCaches(name);
        }
        return below(new Owner.Manager(), name, ROOT.size());
    }

    private static Meaning ofCaches(SettingName name) {
        int at = ROOT.size() + 1;
        if (name.size() == at) {
            return new Meaning.Branch(new Owner.Manager(), "those of each cache under its name");
        }
        Step cache = name.step(at);
        return switch (cache.form()) {
            case WORD ->
                new Meaning.Unknown(
                        name.first(at + 1),
                        "is not a setting: the name of a cache stands in brackets, as in " + name.first(at) + "["
                                + (Problems.mayBeShown(cache.text()) ? cache.text() : "property") + "]");
            case INDEX ->
                new Meaning.Unknown(
                        name.first(at), "must hold the settings of each cache under its name, and is a list");
            case CACHE -> {
                Optional<String> wrong = NamePattern.whatIsWrongWith(cache.text());
                yield wrong.isPresent()
                        ? new Meaning.Unknown(name.first(at + 1), wrong.get())
                        : below(new Owner.Named(cache.text()), name, at + 1);
            }
        };
    }

    private static Meaning below(Owner owner, SettingName name, int from) {
        Optional<ElementList> found = name.size() > from && name.step(from).form() == Form.WORD
                ? ElementList.find(owner.scope(), name.step(from).text())
                : Optional.empty();
        if (found.isEmpty()) {
            return find(owner, owner.scope(), "", name, from);
        }
        ElementList list = found.get();
        if (name.size() == from + 1) {
            return new Meaning.Leaf(owner, list.whole().name(), list.whole());
        }
        if (name.step(from + 1).form() != Form.INDEX) {
            return new Meaning.Unknown(name.first(from + 1), "must be a list of " + list.element() + "s");
        }
        String start = name.first(from + 2).withoutFirst(from) + ".";
        return name.size() == from + 2
                ? new Meaning.Unknown(
                        name,
                        "must hold settings of a " + list.element() + ": " + words(nextWords(list.elements(), "")))
                : find(owner, list.elements(), start, name, from + 2);
    }

    private static Meaning find(Owner owner, Scope scope, String start, SettingName name, int from) {
        String path = "";
        for (int i = from; i < name.size(); i++) {
            Optional<Setting<?>> above = Schema.find(scope, path);
            if (above.isPresent() && hasNames(above.get())) {
                return named(owner, start + path, name, i);
            }
            Step step = name.step(i);
            if (above.isPresent() || step.form() == Form.INDEX) {
                String found = step.form() == Form.INDEX ? ", not a list" : ", not settings under it";
                String wanted = above.map(setting -> setting.kind().expected()).orElse(words(nextWords(scope, path)));
                return new Meaning.Unknown(name.first(i), "takes " + wanted + found);
            }
            Collection<String> known = nextWords(scope, path);
            if (step.form() != Form.WORD || !known.contains(step.text())) {
                return unknown(scope, name, from, i, known);
            }
            path = path.isEmpty() ? step.text() : path + "." + step.text();
        }
        Optional<Setting<?>> setting = Schema.find(scope, path);
        if (setting.isPresent() && hasNames(setting.get())) {
            return new Meaning.Unknown(name, "must hold " + setting.get().kind().expected());
        }
        return setting.isPresent()
                ? new Meaning.Leaf(owner, start + path, setting.get())
                : new Meaning.Branch(owner, words(nextWords(scope, path)));
    }

    /** Whether users choose the names of what stands under it. */
    private static boolean hasNames(Setting<?> setting) {
        return setting.equals(InvalidationSchema.WHEN);
    }

    /** What stands under a name that users choose, all that is left of it: with dots, or in brackets as the name of a cache. */
    private static Meaning named(Owner owner, String path, SettingName name, int from) {
        boolean isList =
                IntStream.range(from, name.size()).anyMatch(i -> name.step(i).form() == Form.INDEX);
        if (isList) {
            return new Meaning.Unknown(name, "must be a text, not in a list");
        }
        boolean isOneStep = name.size() == from + 1;
        String chosen =
                isOneStep ? name.step(from).text() : name.withoutFirst(from).toString();
        return new Meaning.Leaf(owner, path + "." + chosen, InvalidationSchema.WHEN);
    }

    private static Meaning.Unknown unknown(Scope scope, SettingName name, int from, int at, Collection<String> known) {
        SettingName wrong = name.first(at + 1);
        if (scope == Scope.MANAGER && RelaxedNames.STARTER.equals(wrong + ".")) {
            return new Meaning.Unknown(
                    name, "is no property of the Spring Boot starter; there are " + words(RelaxedNames.OF_STARTER));
        }
        String leaf = name.withoutFirst(from).toString();
        if (scope == Scope.MANAGER && Schema.find(Scope.CACHE, leaf).isPresent()) {
            return new Meaning.Unknown(wrong, meant(ROOT + "." + DEFAULTS + "." + leaf));
        }
        if (scope == Scope.CACHE && Schema.find(Scope.MANAGER, leaf).isPresent()) {
            return new Meaning.Unknown(wrong, meant(ROOT + "." + leaf));
        }
        return new Meaning.Unknown(
                wrong,
                Nearest.to(name.step(at).text(), known)
                        .map(near -> meant(nameOf(name.first(at), near)))
                        .orElse("is not a setting; there are " + words(known)));
    }

    /** The whole name of a setting, or only its last word where what it belongs to is not shown. */
    private static String nameOf(SettingName parent, String word) {
        return Problems.mayBeShown(parent.toString()) ? parent.child(word).toString() : word;
    }

    private static String meant(String name) {
        return "is not a setting; did you mean " + name + "?";
    }

    private static String words(Collection<String> words) {
        return words.stream().collect(Collectors.joining(", "));
    }

    private static Collection<String> nextWords(Scope scope, String path) {
        return NEXT_WORDS.getOrDefault(scope, Map.of()).getOrDefault(path, Set.of());
    }

    private static Map<Scope, Map<String, Set<String>>> nextWordsOfAll() {
        Map<Scope, Map<String, Set<String>>> next = new EnumMap<>(Scope.class);
        for (Setting<?> setting : Schema.SETTINGS) {
            String path = "";
            for (String word : setting.name().split("\\.", -1)) {
                add(next, setting.scope(), path, word);
                path = path.isEmpty() ? word : path + "." + word;
            }
        }
        List.of(CACHES, DEFAULTS).forEach(word -> add(next, Scope.MANAGER, "", word));
        return next;
    }

    private static void add(Map<Scope, Map<String, Set<String>>> next, Scope scope, String path, String word) {
        next.computeIfAbsent(scope, ignored -> new HashMap<>())
                .computeIfAbsent(path, ignored -> new TreeSet<>())
                .add(word);
    }
}
