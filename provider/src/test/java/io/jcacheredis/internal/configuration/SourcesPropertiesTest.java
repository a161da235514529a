package io.jcacheredis.internal.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.HostileTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.CacheException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AfterTry;

/** Settings mean the same in whatever form and source they stand, and merged sources the same as their sum in one. */
class SourcesPropertiesTest {

    /** Where a setting belongs: to the manager, the defaults, or a cache or pattern; each with texts that it takes. */
    private static final Map<String, List<String>> OF_MANAGER = Map.of(
            "url", List.of("redis://one:1/2", "redis://two"),
            "timeout", List.of("1s", "PT0.25S"),
            "on-failure", List.of("strict", "degrade"),
            "commands", List.of("script", "native"),
            "limits.nesting", List.of("50", "9"),
            "serialization.allow", List.of("com.acme.**; !org.acme.Thing", ""));

    private static final Map<String, List<String>> OF_CACHE = Map.of(
            "expiry.created", List.of("1m", "2m"),
            "expiry.touched", List.of("1h", "P1D"),
            "expiry.eternal", List.of("true"),
            "codec", List.of("json", "java", "auto"),
            "statistics", List.of("true", "false"),
            "schema-version", List.of("2", "3"),
            "compression-threshold", List.of("2KB", "0B"),
            "value-type", List.of("String", "java.util.ArrayList"),
            "listeners[0].class", List.of(TestClasses.class.getName() + "$Listener"));

    private static int read;
    private static int refused;

    /** One setting. The owner is empty for the manager, {@code *} alone for the defaults, else a cache with a colon before. */
    record Said(String owner, String setting, String text) {

        String fullName() {
            return switch (owner) {
                case "" -> "jcache.redis." + setting;
                case "*" -> "jcache.redis.defaults." + setting;
                default -> "jcache.redis.caches[" + owner.substring(1) + "]." + setting;
            };
        }

        /** What it replaces of an earlier source. */
        String group() {
            return owner + " " + setting.split("\\.created|\\.touched|\\.eternal|\\[", 2)[0];
        }
    }

    /** The forms of a file, and the two sources beside it. */
    enum Form {
        YAML,
        JSON,
        PROPERTIES_FILE,
        PROPERTIES_FILE_BY_HAND,
        SYSTEM_PROPERTIES,
        PROPERTIES
    }

    @Provide
    Arbitrary<List<Said>> settings() {
        Arbitrary<String> names =
                HostileTexts.texts().filter(SourcesPropertiesTest::canBeNamed).map(name -> ":" + name);
        Arbitrary<Said> ofManager = said(Arbitraries.just(""), OF_MANAGER);
        Arbitrary<Said> prefix = HostileTexts.texts()
                .filter(text -> text.equals(new String(text.getBytes(UTF_8), UTF_8)))
                .map(text -> new Said("", "key-prefix", text));
        Arbitrary<Said> ofCaches = said(
                Arbitraries.oneOf(Arbitraries.just("*"), names, Arbitraries.of(":a*", ":a", ":a\\:b=c d", ":\\\\ e")),
                OF_CACHE);
        return Arbitraries.oneOf(ofManager, prefix, ofCaches, ofCaches)
                .list()
                .ofMaxSize(8)
                .map(SourcesPropertiesTest::oneOfEachGroup);
    }

    private static Arbitrary<Said> said(Arbitrary<String> owners, Map<String, List<String>> table) {
        return Combinators.combine(
                        owners,
                        Arbitraries.of(new TreeSet<>(table.keySet())),
                        Arbitraries.integers().between(0, 5))
                .as((owner, setting, number) -> new Said(
                        owner,
                        setting,
                        table.get(setting).get(number % table.get(setting).size())));
    }

    /** In flat forms, a bracket and a dot end a name. */
    private static boolean canBeNamed(String name) {
        return NamePattern.whatIsWrongWith(name).isEmpty()
                && !name.contains("].")
                && name.equals(new String(name.getBytes(UTF_8), UTF_8));
    }

    private static List<Said> oneOfEachGroup(List<Said> settings) {
        Map<String, Said> last = new LinkedHashMap<>();
        settings.forEach(said -> last.put(said.group(), said));
        return new ArrayList<>(last.values());
    }

    @AfterTry
    void clearSystemProperties() {
        Reading.clearSystemProperties();
    }

    @AfterProperty
    void mostCouldBeRead() {
        assertThat(refused).isLessThan(read);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void settings_areTheSameInEveryForm(@ForAll("settings") List<Said> settings) {
        String expected = outcome(Map.of(Form.PROPERTIES, settings), settings);
        for (Form form : Form.values()) {
            assertThat(outcome(Map.of(form, settings), settings))
                    .as(form.name())
                    .isEqualTo(expected);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void mergedSources_areWhatTheirSumIs(
            @ForAll("settings") List<Said> inFile,
            @ForAll("settings") List<Said> ofSystem,
            @ForAll("settings") List<Said> ofManager,
            @ForAll long seed) {
        Form file = Form.values()[new Random(seed).nextInt(4)];
        List<Said> all = new ArrayList<>(inFile);
        all.addAll(ofSystem);
        all.addAll(ofManager);

        assertThat(outcome(Map.of(file, inFile, Form.SYSTEM_PROPERTIES, ofSystem, Form.PROPERTIES, ofManager), all))
                .isEqualTo(outcome(Map.of(Form.PROPERTIES, oneOfEachGroup(all)), all));
    }

    /** All that the settings come to; or what is wrong, without the places, in which forms do differ. */
    private static String outcome(Map<Form, List<Said>> sources, List<Said> asked) {
        Reading.clearSystemProperties();
        Reading reading = new Reading();
        Path file = null;
        try {
            for (Map.Entry<Form, List<Said>> source : sources.entrySet()) {
                switch (source.getKey()) {
                    case SYSTEM_PROPERTIES ->
                        source.getValue().forEach(s -> System.setProperty(s.fullName(), s.text()));
                    case PROPERTIES -> source.getValue().forEach(s -> reading.property(s.fullName(), s.text()));
                    default -> {
                        file = write(source.getKey(), source.getValue());
                        reading.uri = file.toUri();
                    }
                }
            }
            Set<String> caches = new TreeSet<>(Set.of("a", "any"));
            asked.stream()
                    .filter(s -> s.owner().startsWith(":"))
                    .forEach(s -> caches.add(s.owner().substring(1)));
            Settings settings = reading.read();
            Map<String, Object> view = Reading.view(settings, caches.toArray(String[]::new));
            // Their order is that of the file.
            view.put("declared", new TreeSet<>(settings.caches().declared()));
            read++;
            return view.toString();
        } catch (CacheException e) {
            refused++;
            return "refused";
        } finally {
            delete(file);
        }
    }

    private static Path write(Form form, List<Said> settings) {
        try {
            String ending = switch (form) {
                case YAML -> ".yaml";
                case JSON -> ".json";
                default -> ".properties";
            };
            return Files.writeString(
                    Files.createTempFile("settings", ending),
                    switch (form) {
                        case YAML -> nested(settings, false);
                        case JSON -> nested(settings, true);
                        case PROPERTIES_FILE_BY_HAND -> propertiesByHand(settings);
                        default -> properties(settings);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String properties(List<Said> settings) throws IOException {
        Properties properties = new Properties();
        settings.forEach(said -> properties.setProperty(said.fullName(), said.text()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        properties.store(bytes, null);
        return bytes.toString(UTF_8);
    }

    /** With the backslashes that the documentation asks for, and no more. */
    private static String propertiesByHand(List<Said> settings) {
        StringBuilder text = new StringBuilder();
        for (Said said : settings) {
            boolean afterBracket = false;
            for (int i = 0; i < said.fullName().length(); i++) {
                char c = said.fullName().charAt(i);
                boolean plain = afterBracket ? Character.isLetterOrDigit(c) || ".[]-".indexOf(c) >= 0 : c != '\\';
                text.append(
                        c == '\\'
                                ? "\\\\"
                                : plain && c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
                afterBracket |= c == ']';
            }
            text.append('=');
            for (int i = 0; i < said.text().length(); i++) {
                text.append(String.format("\\u%04x", (int) said.text().charAt(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A map of maps, in JSON or in YAML by indentation. */
    private static String nested(List<Said> settings, boolean json) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (Said said : settings) {
            Map<String, Object> map = below(below(root, "jcache"), "redis");
            if (said.owner().equals("*")) {
                map = below(map, "defaults");
            } else if (!said.owner().isEmpty()) {
                map = below(below(map, "caches"), "[" + said.owner().substring(1) + "]");
            }
            String[] words = said.setting().split("\\.", -1);
            if (said.setting().startsWith("listeners")) {
                map.put("listeners", List.of(Map.of("class", said.text())));
                continue;
            }
            for (int i = 0; i + 1 < words.length; i++) {
                map = below(map, words[i]);
            }
            map.put(words[words.length - 1], said.text());
        }
        StringBuilder text = new StringBuilder();
        append(text, root, json, 0);
        return text.toString();
    }

    @SuppressWarnings("unchecked") // Only maps are put where something is below.
    private static Map<String, Object> below(Map<String, Object> map, String word) {
        return (Map<String, Object>) map.computeIfAbsent(word, none -> new LinkedHashMap<String, Object>());
    }

    private static void append(StringBuilder text, Object value, boolean json, int depth) {
        if (value instanceof List<?> list) {
            // A list in brackets is YAML, too.
            text.append('[');
            append(text, list.get(0), true, depth);
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            String before = json ? "{" : "\n";
            text.append(json && map.isEmpty() ? "{" : "");
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(before)
                        .append(json ? "" : "  ".repeat(depth))
                        .append(quoted((String) entry.getKey()))
                        .append(": ");
                append(text, entry.getValue(), json, depth + 1);
                before = json ? "," : "\n";
            }
            text.append(json ? "}" : "");
        } else {
            text.append(quoted((String) value));
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 127 && c != '"' && c != '\\';
            quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }
}
