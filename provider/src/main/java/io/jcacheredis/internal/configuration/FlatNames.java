package io.jcacheredis.internal.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Names and texts side by side: the properties of the manager and of the system. */
final class FlatNames {

    private static final String START = Schema.ROOT + ".";

    private FlatNames() {}

    /** Those of ours: frameworks hand over their own settings as well. */
    static List<Given> read(
            Properties properties, Predicate<String> isOurs, Function<String, String> place, Problems problems) {
        List<Given> found = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(START) && isOurs.test(name)) {
                add(name, properties.getProperty(name), place.apply(Problems.quoteName(name)), found, problems);
            }
        }
        refuseWhatIsNoText(properties, isOurs, place, problems);
        return found;
    }

    /** Properties can hold anything, though they are made for text, and their names and texts leave it out. */
    private static void refuseWhatIsNoText(
            Properties properties, Predicate<String> isOurs, Function<String, String> place, Problems problems) {
        properties.forEach((name, value) -> {
            if (name instanceof String text
                    && text.startsWith(START)
                    && isOurs.test(text)
                    && !(value instanceof String)) {
                problems.add(
                        place.apply(Problems.quoteName(text)),
                        "has a value of " + value.getClass().getName() + "; expected is text, as by setProperty");
            }
        });
    }

    static void add(String name, String text, String place, List<Given> found, Problems problems) {
        try {
            found.add(new Given(SettingName.parse(name), text, place));
        } catch (IllegalArgumentException e) {
            problems.add(place, Problems.quoteName(name) + " is no name of a setting: " + e.getMessage());
        }
    }
}
