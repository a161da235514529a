package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Names.Meaning;
import io.jcacheredis.internal.configuration.SettingName.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of several parts that a file has as a list: they become the one text that other sources have. */
final class Lists {

    private Lists() {}

    /** What a source says, with the elements of such a list as one. */
    static List<Given> joined(List<Given> source) {
        List<Given> joined = new ArrayList<>();
        @Nullable SettingName list = null;
        for (Given given : source) {
            SettingName above = listOf(given.name());
            String separator = above == null ? null : separator(above);
            if (above == null || separator == null) {
                list = null;
                joined.add(given);
            } else if (above.equals(list)) {
                int last = joined.size() - 1;
                Given before = joined.get(last);
                joined.set(last, new Given(above, text(before) + separator + text(given), before.places()));
            } else {
                list = above;
                joined.add(new Given(above, text(given), given.places().subList(0, above.size())));
            }
        }
        return joined;
    }

    private static @Nullable SettingName listOf(SettingName name) {
        boolean isElement = name.size() > 1 && name.step(name.size() - 1).form() == Form.INDEX;
        return isElement ? name.first(name.size() - 1) : null;
    }

    private static @Nullable String separator(SettingName name) {
        return Names.of(name) instanceof Meaning.Leaf leaf
                ? leaf.setting().kind().separator()
                : null;
    }

    private static String text(Given given) {
        return given.text() == null ? "" : given.text();
    }
}
