package io.jcacheredis.internal.configuration;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as settings spell them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 1h}, {@code 7d}, or ISO-8601. */
final class Durations {

    private static final Pattern SHORT_FORM = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
    static final SortedMap<String, Duration> UNITS = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1))));

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Duration parse(String text) {
        String trimmed = text.trim();
        Matcher form = SHORT_FORM.matcher(trimmed);
        Duration unit = form.matches() ? UNITS.get(form.group(2)) : null;
        try {
            return unit == null ? Duration.parse(trimmed) : unit.multipliedBy(Long.parseLong(form.group(1)));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("not a duration", e);
        }
    }

    /** The short form, in the largest unit that gives a whole number. */
    static String spell(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long length = UNITS.getOrDefault(unit, duration).toMillis();
            if (millis % length == 0) {
                return millis / length + unit;
            }
        }
        return millis + "ms";
    }
}
