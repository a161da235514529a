package io.jcacheredis.internal.configuration;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sizes in bytes as settings spell them: {@code 512B}, {@code 10KB}, {@code 64MB}, {@code 1GB}; a KB has 1,024 B. */
final class Sizes {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB");
    private static final int BITS_OF_A_STEP = 10;

    /** The units and what they stand for. */
    static final SortedMap<String, Long> UNIT_BYTES = Collections.unmodifiableSortedMap(new TreeMap<>(UNITS.stream()
            .collect(Collectors.toMap(unit -> unit, unit -> 1L << (BITS_OF_A_STEP * UNITS.indexOf(unit))))));

    private Sizes() {}

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static long parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        for (String unit : UNITS) {
            if (unit.equalsIgnoreCase(form.group(2))) {
                return Long.parseLong(form.group(1)) << (BITS_OF_A_STEP * UNITS.indexOf(unit));
            }
        }
        throw new IllegalArgumentException("not a size");
    }

    /** The size in the largest unit that gives a whole number. */
    static String spell(long bytes) {
        int unit = 0;
        long count = bytes;
        while (unit < UNITS.size() - 1 && count != 0 && count % (1 << BITS_OF_A_STEP) == 0) {
            count >>= BITS_OF_A_STEP;
            unit++;
        }
        return count + UNITS.get(unit);
    }
}
