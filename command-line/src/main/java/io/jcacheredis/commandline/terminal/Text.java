package io.jcacheredis.commandline.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers, sizes, times and foreign texts as people read them. */
public final class Text {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int STEP = 1024;
    private static final long SECONDS = 60;
    private static final long HOURS = 24;

    private Text() {}

    /** A number with commas: {@code 1,204}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of bytes: {@code 512 B}, {@code 1.5 MB}. A KB has 1,024 B. */
    public static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    /** A time in its two largest units: {@code 3d 4h}, {@code 12m 5s}, {@code 4.2s}, {@code 90ms}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds < SECONDS) {
            return String.format(Locale.ROOT, "%d.%ds", seconds, duration.toMillisPart() / 100);
        }
        if (duration.toHours() == 0) {
            return duration.toMinutes() + "m " + duration.toSecondsPart() + "s";
        }
        return duration.toHours() < HOURS
                ? duration.toHours() + "h " + duration.toMinutesPart() + "m"
                : duration.toDays() + "d " + duration.toHoursPart() + "h";
    }

    /** A part of a whole: {@code 97.5 %}, or {@code -} of nothing. */
    public static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    /**
     * A text that can do nothing to a terminal, wherever it is from: what is no printable character is written as JSON does,
     * {@code \\u001b}. A text in JSON stays the same JSON.
     */
    public static String harmless(String text) {
        if (text.codePoints().noneMatch(Text::isStrange)) {
            return text;
        }
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isStrange(c)) {
                for (char part : Character.toChars(c)) {
                    harmless.append(String.format("\\u%04x", (int) part));
                }
            } else {
                harmless.appendCodePoint(c);
            }
        });
        return harmless.toString();
    }

    /** The same of a text of several lines, which it keeps. */
    public static String harmlessLines(String text) {
        return text.lines().map(Text::harmless).collect(Collectors.joining("\n"));
    }

    /** Whether it is for whoever shows texts, such as the beginning of a sequence or a change of direction, or half of a character. */
    private static boolean isStrange(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** The text, or so much of it as has room, with an ellipsis. */
    public static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 1)) + "…";
    }
}
