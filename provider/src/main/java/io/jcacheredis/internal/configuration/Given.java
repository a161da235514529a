package io.jcacheredis.internal.configuration;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name and a text as a source says them.
 *
 * @param text null where the source has the name and nothing under it, as {@code reports:} does
 * @param places where each step of the name stands, for messages: {@code jcache-redis.yaml:12}
 */
record Given(SettingName name, @Nullable String text, List<String> places) {

    Given {
        places = List.copyOf(places);
    }

    /** What a source says in one place. */
    Given(SettingName name, @Nullable String text, String place) {
        this(name, text, Collections.nCopies(Math.max(1, name.size()), place));
    }

    /** The name for messages. */
    String shownName() {
        return Problems.quoteName(name.toString());
    }

    /** Where it stands. */
    String place() {
        return places.get(places.size() - 1);
    }

    /** Where the first steps of its name stand. */
    String place(int steps) {
        return places.get(Math.max(0, Math.min(steps, places.size()) - 1));
    }
}
