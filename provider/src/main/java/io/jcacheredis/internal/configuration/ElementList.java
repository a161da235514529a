package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.configuration.Setting.Scope;
import io.jcacheredis.internal.configuration.SettingName.Form;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A setting that is a list, whose elements have settings themselves: {@code listeners[0].class}.
 *
 * @param whole the list
 * @param elements what each element has
 * @param element what one is called in messages
 */
record ElementList(Setting<?> whole, Scope elements, String element) {

    private static final List<ElementList> ALL = List.of(
            new ElementList(Schema.LISTENERS, Scope.LISTENER, "listener"),
            new ElementList(InvalidationSchema.INVALIDATION, Scope.RULE, "rule"));

    /** The one of that name, if there is one in that scope. */
    static Optional<ElementList> find(Scope scope, String name) {
        return ALL.stream()
                .filter(list -> list.whole.scope() == scope && list.whole.name().equals(name))
                .findFirst();
    }

    /** The one whose elements have settings of that scope. */
    static Optional<ElementList> ofElements(Scope scope) {
        return ALL.stream().filter(list -> list.elements == scope).findFirst();
    }

    static boolean isList(Setting<?> setting) {
        return find(setting.scope(), setting.name()).isPresent();
    }

    /** The names of a block's elements, {@code listeners[0].}, in order, each with the first thing said of it. */
    static Map<String, Given> elements(Block block, Setting<?> whole) {
        return block.entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(whole.name() + "["))
                .sorted(Comparator.comparingInt(entry -> index(entry.getKey())))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(0, entry.getKey().indexOf('.') + 1),
                        entry -> entry.getValue().given(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static int index(String leaf) {
        return Integer.parseInt(leaf.substring(leaf.indexOf('[') + 1, leaf.indexOf(']')));
    }

    /** Makes it a problem that each element of a block lacks which has none of some settings. */
    static void require(Block block, Setting<?> whole, List<Setting<?>> anyOf, Problems problems) {
        Map<String, Entry> entries = block.entries();
        elements(block, whole).forEach((start, first) -> {
            if (anyOf.stream().noneMatch(setting -> entries.containsKey(start + setting.name()))) {
                problems.add(
                        first.place(),
                        Problems.quoteName(nameOfElement(first.name()).toString()) + " has no "
                                + anyOf.stream().map(Setting::name).collect(Collectors.joining(" or ")));
            }
        });
    }

    private static SettingName nameOfElement(SettingName setting) {
        int steps = setting.size() - 1;
        while (setting.step(steps - 1).form() != Form.INDEX) {
            steps--;
        }
        return setting.first(steps);
    }
}
