package io.jcacheredis.internal.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML and JSON, token by token, so that every setting knows its line. Of YAML there are maps, lists and scalars:
 * anchors, aliases, tags and several documents are refused, so nothing can grow or be anything but text. What the parser
 * says of broken text is not repeated, since it shows the line, which may have a password.
 */
final class NestedText {

    /** The schema has seven levels; deeper text is no configuration. */
    private static final int DEEPEST = 20;

    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();

    private static final Pattern LINE_OF_YAML = Pattern.compile("(?m)^\\s*in reader, line (\\d{1,7}), column \\d+:$");

    private final List<Given> found = new ArrayList<>();
    private final JsonParser parser;
    private final String file;
    private final Problems problems;

    private NestedText(JsonParser parser, String file, Problems problems) {
        this.parser = parser;
        this.file = file;
        this.problems = problems;
    }

    static List<Given> readYaml(String text, String file, Problems problems) {
        return read(
                YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build(),
                text,
                file,
                problems,
                "YAML; mind that lines are indented by spaces, and that text which begins with * or & or has ': ' in it is"
                        + " quoted");
    }

    static List<Given> readJson(String text, String file, Problems problems) {
        return read(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build(), text, file, problems, "JSON");
    }

    private static List<Given> read(
            TokenStreamFactory factory, String text, String file, Problems problems, String language) {
        if (text.isBlank()) {
            return List.of();
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            NestedText reading = new NestedText(parser, file, problems);
            try {
                reading.document();
            } catch (StreamConstraintsException e) {
                problems.add(reading.place(), "this is nested too deeply, or too long, for a configuration");
            } catch (JacksonException e) {
                problems.add(
                        file + ":" + Math.max(lineOf(e), reading.line()),
                        "from about here on, this is no well-formed " + language);
            }
            return reading.found;
        }
    }

    /** The YAML parser's own line is in its message only. */
    private static int lineOf(JacksonException e) {
        Matcher line = LINE_OF_YAML.matcher(String.valueOf(e.getOriginalMessage()));
        int last = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        while (line.find()) {
            last = Math.max(last, Integer.parseInt(line.group(1)));
        }
        return last;
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private String place() {
        return file + ":" + line();
    }

    private void document() {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            map(SettingName.NONE, List.of());
        } else if (token != null && token != JsonToken.VALUE_NULL) {
            problems.add(
                    place(), "a configuration begins with jcache: and settings under it, not with a list or a value");
            return;
        }
        if (parser.nextToken() != null) {
            problems.add(place(), "there must be one document in a configuration file");
        }
    }

    private void map(SettingName above, List<String> places) {
        Set<String> keys = new HashSet<>();
        String place = place();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            place = place();
            boolean first = keys.add(key);
            if (!first) {
                problems.add(place, quoted(above, key) + " stands twice");
            }
            SettingName name = above;
            try {
                name = above.child(key);
            } catch (IllegalArgumentException e) {
                problems.add(place, quoted(above, key) + " is no name: " + e.getMessage());
                first = false;
            }
            int before = found.size();
            parser.nextToken();
            value(name, down(places, name.size(), place));
            if (!first) {
                found.subList(before, found.size()).clear();
            }
        }
        if (keys.isEmpty()) {
            found.add(new Given(above, null, places.isEmpty() ? List.of(place) : places));
        }
    }

    /** The places of a longer name, whose further steps stand in that place. */
    private static List<String> down(List<String> places, int steps, String place) {
        List<String> longer = new ArrayList<>(places);
        while (longer.size() < steps) {
            longer.add(place);
        }
        return longer;
    }

    private static String quoted(SettingName above, String key) {
        return Problems.quoteName(above.size() == 0 ? key : above + "." + key);
    }

    private void list(SettingName above, List<String> places) {
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value(above.element(size++), down(places, above.size() + 1, place()));
        }
        if (size == 0) {
            found.add(new Given(above, "", places));
        }
    }

    /** Reads the value that begins with the current token. */
    private void value(SettingName name, List<String> places) {
        refuseWhatIsNotPlain(name);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            map(name, places);
        } else if (token == JsonToken.START_ARRAY) {
            list(name, places);
        } else {
            found.add(new Given(name, token == JsonToken.VALUE_NULL ? null : parser.getString(), places));
        }
    }

    private void refuseWhatIsNotPlain(SettingName name) {
        boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
        if (alias || parser.getObjectId() != null || parser.getTypeId() != null) {
            problems.add(
                    place(),
                    Problems.quoteName(name.toString())
                            + " has an anchor (&), an alias (*) or a tag (!): a configuration has none; quote text"
                            + " that begins so");
        }
    }
}
