package io.jcacheredis.internal.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a {@code .properties} file, in UTF-8, line by line, so that every setting knows its line and none is
 * lost to a later one of the same name. Lines mean what {@link Properties#load} says, but for the name of a cache: in its
 * brackets {@code :}, {@code =} and spaces need no backslash before them, unless they follow a {@code ]}.
 */
final class PropertiesText {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern CACHE =
            Pattern.compile("^(jcache\\.redis\\.caches\\[)(.*?)(](?=[.=:\\s]|$).*)$", Pattern.DOTALL);
    /** One that no backslash hides: two of them in a row are one of the name. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)([:=\\s])");

    private PropertiesText() {}

    static List<Given> read(String text, String file, Problems problems) {
        String[] lines = LINE_END.split(text, -1);
        List<Given> found = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String place = file + ":" + (i + 1);
            StringBuilder line = new StringBuilder(lines[i].stripLeading());
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
                continue;
            }
            while (continues(line) && i + 1 < lines.length) {
                i++;
                line.setLength(line.length() - 1);
                line.append(lines[i].stripLeading());
            }
            add(line.toString(), place, found, problems);
        }
        return found;
    }

    /** Whether a line ends with an odd number of backslashes, the last of which hides the line's end. */
    private static boolean continues(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void add(String line, String place, List<Given> found, Problems problems) {
        Properties property = new Properties();
        try {
            property.load(new StringReader(escapeNameOfCache(line)));
        } catch (IllegalArgumentException e) {
            problems.add(place, "a \\u is not followed by four hexadecimal digits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String name : property.stringPropertyNames()) {
            FlatNames.add(name, property.getProperty(name), place, found, problems);
        }
    }

    private static String escapeNameOfCache(String line) {
        Matcher cache = CACHE.matcher(line);
        return cache.matches()
                ? cache.group(1) + SEPARATOR.matcher(cache.group(2)).replaceAll("$1\\\\$2") + cache.group(3)
                : line;
    }
}
