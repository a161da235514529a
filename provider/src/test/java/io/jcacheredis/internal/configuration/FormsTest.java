package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One configuration gives the same settings in every form. */
class FormsTest {

    private static final String[] CACHES = {
        "property:detail", "com.acme.entity.User", "com.acme.Other", "[odd] na=me", "empty", "any"
    };

    static final String YAML = """
            # The whole schema.
            jcache:
              redis:
                url: "redis://cache.example:7000/2" # not here
                timeout: 750ms
                key-prefix: 'app:'
                on-failure: degrade
                commands: script
                store-by-reference: reject
                serialization:
                  allow: com.acme.**; org.acme.Thing
                limits: {value-bytes: 1MB, key-bytes: 512B, nesting: 50, hash-steps: 60}
                invalidation:
                  - on: [property.updated, "property.deleted"]
                    purge: ["property:detail:{property_id}", "properties:list:{tenant_id}:*"]
                    purge-tags: tenant:{tenant_id}
                  - on: cache.*
                    when: {cache: users, user.id: 5}
                    purge-tags: ['a\\,b', c]
                defaults:
                  expiry:
                    modified: 1h
                  codec: auto
                  statistics: true
                  listeners:
                    - class: io.jcacheredis.internal.configuration.TestClasses$Listener
                caches:
                  property:detail:
                    expiry: {created: 10m}
                    codec: json
                    key-type: String
                    value-type: java.util.ArrayList
                    management: true
                    statistics: false
                    read-through: true
                    write-through: true
                    loader: io.jcacheredis.internal.configuration.TestClasses$LoaderFactory
                    writer: io.jcacheredis.internal.configuration.TestClasses$Writer
                    on-failure: strict
                    serialization: {allow: "!com.acme.Bad"}
                    schema-version: 3
                    compression: deflate
                    compression-threshold: 2KB
                    migrate-from: java
                    listeners:
                      - class: io.jcacheredis.internal.configuration.TestClasses$Listener
                        synchronous: true
                        old-value-required: true
                        filter: io.jcacheredis.internal.configuration.TestClasses$Filter
                      - class: io.jcacheredis.internal.configuration.TestClasses$Listener
                  com.acme.entity.**:
                    expiry: {touched: P1D}
                  com.acme.*:
                    expiry: {eternal: true}
                    listeners: []
                  '[[odd] na=me]':
                    value-type: byte[]
                  empty:
            """;

    static final String JSON = """
            {"jcache": {"redis": {
              "url": "redis://cache.example:7000/2",
              "timeout": "750ms", "key-prefix": "app:", "on-failure": "degrade", "commands": "script",
              "store-by-reference": "reject",
              "serialization": {"allow": "com.acme.**; org.acme.Thing"},
              "limits": {"value-bytes": "1MB", "key-bytes": "512B", "nesting": 50, "hash-steps": 60},
              "invalidation": [
                {"on": ["property.updated", "property.deleted"],
                 "purge": ["property:detail:{property_id}", "properties:list:{tenant_id}:*"],
                 "purge-tags": ["tenant:{tenant_id}"]},
                {"on": "cache.*", "when": {"cache": "users", "user": {"id": "5"}}, "purge-tags": "a\\\\,b,c"}
              ],
              "defaults": {
                "expiry": {"modified": "1h"}, "codec": "auto", "statistics": true,
                "listeners": [{"class": "io.jcacheredis.internal.configuration.TestClasses$Listener"}]
              },
              "caches": {
                "property:detail": {
                  "expiry": {"created": "10m"}, "codec": "json", "key-type": "String",
                  "value-type": "java.util.ArrayList", "management": true, "statistics": false,
                  "read-through": true, "write-through": true,
                  "loader": "io.jcacheredis.internal.configuration.TestClasses$LoaderFactory",
                  "writer": "io.jcacheredis.internal.configuration.TestClasses$Writer",
                  "on-failure": "strict", "serialization": {"allow": "!com.acme.Bad"}, "schema-version": 3,
                  "compression": "deflate", "compression-threshold": "2KB", "migrate-from": "java",
                  "listeners": [
                    {"class": "io.jcacheredis.internal.configuration.TestClasses$Listener",
                     "synchronous": true, "old-value-required": true,
                     "filter": "io.jcacheredis.internal.configuration.TestClasses$Filter"},
                    {"class": "io.jcacheredis.internal.configuration.TestClasses$Listener"}
                  ]
                },
                "com.acme.entity.**": {"expiry": {"touched": "P1D"}},
                "com.acme.*": {"expiry": {"eternal": true}, "listeners": []},
                "[odd] na=me": {"value-type": "byte[]"},
                "empty": {}
              }
            }}}
            """;

    static final String PROPERTIES = """
            # The whole schema.
            jcache.redis.url=redis://cache.example:7000/2
            jcache.redis.timeout : 750ms
            jcache.redis.key-prefix=app:
            jcache.redis.on-failure degrade
            jcache.redis.commands=script
            jcache.redis.store-by-reference=reject
            jcache.redis.serialization.allow=com.acme.**;\\
                org.acme.Thing
            jcache.redis.limits.value-bytes=1MB
            jcache.redis.limits.key-bytes=512B
            jcache.redis.limits.nesting=50
            jcache.redis.limits.hash-steps=60
            jcache.redis.invalidation[0].on=property.updated,property.deleted
            jcache.redis.invalidation[0].purge=property:detail:{property_id}, properties:list:{tenant_id}:*
            jcache.redis.invalidation[0].purge-tags=tenant:{tenant_id}
            jcache.redis.invalidation[1].on=cache.*
            jcache.redis.invalidation[1].when.cache=users
            jcache.redis.invalidation[1].when[user.id]=5
            jcache.redis.invalidation[1].purge-tags=a\\\\,b,c
            ! defaults
            jcache.redis.defaults.expiry.modified=1h
            jcache.redis.defaults.codec=auto
            jcache.redis.defaults.statistics=true
            jcache.redis.defaults.listeners[0].class=io.jcacheredis.internal.configuration.TestClasses$Listener
            jcache.redis.caches[property\\:detail].expiry.created=10m
            jcache.redis.caches[property\\:detail].codec=json
            jcache.redis.caches[property\\:detail].key-type=String
            jcache.redis.caches[property\\:detail].value-type=java.util.ArrayList
            jcache.redis.caches[property\\:detail].management=true
            jcache.redis.caches[property\\:detail].statistics=false
            jcache.redis.caches[property\\:detail].read-through=true
            jcache.redis.caches[property\\:detail].write-through=true
            jcache.redis.caches[property\\:detail].loader=io.jcacheredis.internal.configuration.TestClasses$LoaderFactory
            jcache.redis.caches[property\\:detail].writer=io.jcacheredis.internal.configuration.TestClasses$Writer
            jcache.redis.caches[property\\:detail].on-failure=strict
            jcache.redis.caches[property\\:detail].serialization.allow=!com.acme.Bad
            jcache.redis.caches[property\\:detail].schema-version=3
            jcache.redis.caches[property\\:detail].compression=deflate
            jcache.redis.caches[property\\:detail].compression-threshold=2KB
            jcache.redis.caches[property\\:detail].migrate-from=java
            jcache.redis.caches[property\\:detail].listeners[0].class=io.jcacheredis.internal.configuration.TestClasses$Listener
            jcache.redis.caches[property\\:detail].listeners[0].synchronous=true
            jcache.redis.caches[property\\:detail].listeners[0].old-value-required=true
            jcache.redis.caches[property\\:detail].listeners[0].filter=io.jcacheredis.internal.configuration.TestClasses$Filter
            jcache.redis.caches[property\\:detail].listeners[1].class=io.jcacheredis.internal.configuration.TestClasses$Listener
            jcache.redis.caches[com.acme.entity.**].expiry.touched=P1D
            jcache.redis.caches[com.acme.*].expiry.eternal=true
            jcache.redis.caches[com.acme.*].listeners=
            jcache.redis.caches[[odd]\\ na\\=me].value-type=byte[]
            jcache.redis.caches[empty]=
            """;

    @TempDir
    Path folder;

    @AfterEach
    void clearSystemProperties() {
        Reading.clearSystemProperties();
    }

    /** Where a configuration may stand, and how it is written there. */
    private enum Form {
        YAML,
        YAML_OF_DOTTED_NAMES,
        YAML_FOR_SPRING_BOOT,
        JSON,
        JSON_AS_YAML,
        PROPERTIES_FILE,
        PROPERTIES_FILE_WITHOUT_BACKSLASHES,
        SYSTEM_PROPERTIES,
        PROPERTIES;

        Reading reading(Path folder) {
            return switch (this) {
                case YAML -> new Reading().file(folder, "jcache-redis.yaml", FormsTest.YAML);
                case YAML_OF_DOTTED_NAMES ->
                    new Reading()
                            .file(
                                    folder,
                                    "jcache-redis.yml",
                                    FormsTest.YAML
                                            .replace("jcache:\n  redis:\n", "jcache.redis:\n")
                                            .replace("expiry:\n        modified: 1h", "expiry.modified: 1h"));
                case YAML_FOR_SPRING_BOOT ->
                    new Reading()
                            .file(
                                    folder,
                                    "jcache-redis.yaml",
                                    FormsTest.YAML
                                            .replace("property:detail:\n", "'[property:detail]':\n")
                                            .replace("com.acme.*:", "'[com.acme.*]':"));
                case JSON -> new Reading().file(folder, "jcache-redis.json", FormsTest.JSON);
                case JSON_AS_YAML -> new Reading().file(folder, "jcache-redis.yaml", FormsTest.JSON);
                case PROPERTIES_FILE -> new Reading().file(folder, "jcache-redis.properties", FormsTest.PROPERTIES);
                case PROPERTIES_FILE_WITHOUT_BACKSLASHES ->
                    new Reading()
                            .file(
                                    folder,
                                    "jcache-redis.properties",
                                    FormsTest.PROPERTIES
                                            .replace("property\\:detail", "property:detail")
                                            .replace("na\\=me", "na=me"));
                case SYSTEM_PROPERTIES -> {
                    properties().forEach((name, text) -> System.setProperty((String) name, (String) text));
                    yield new Reading();
                }
                case PROPERTIES -> {
                    Reading reading = new Reading();
                    reading.properties.putAll(properties());
                    yield reading;
                }
            };
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(PROPERTIES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void everyForm_givesTheSameSettings(Form form) {
        Settings settings = form.reading(folder).read();
        String view = Reading.view(settings, CACHES).toString();
        Reading.clearSystemProperties();

        assertThat(view)
                .isEqualTo(
                        Reading.view(Form.YAML.reading(folder.resolve("yaml")).read(), CACHES)
                                .toString());
        assertThat(settings.caches().declared()).containsExactlyInAnyOrder("property:detail", "[odd] na=me", "empty");
        assertThat(view)
                .contains("cache.example:7000/2", "app:", "SCRIPT", "REJECT", "VALUE_BYTES=1048576", "KEY_BYTES=512")
                .contains("PurgeStrategy on [property.updated, property.deleted] purges [property:detail:{property_id},"
                        + " properties:list:{tenant_id}:*] and tags [tenant:{tenant_id}]")
                .contains("PurgeStrategy on [cache.*] when {cache=users, user.id=5} purges [] and tags [a,b, c]")
                .contains("CacheSettings[", "schemaVersion=3", "DEFLATE", "compressionThreshold=Optional[2048]");
        assertThat(settings.caches().settingsOf("[odd] na=me").valueType()).isEqualTo(byte[].class);
        assertThat(settings.caches().settingsOf("com.acme.Other").listeners()).isEmpty();
        assertThat(settings.caches().settingsOf("property:detail").listeners()).hasSize(2);
        assertThat(settings.caches().settingsOf("any").listeners()).hasSize(1);
    }

    /** The first YAML and the first properties in docs/configuration.md. */
    @Test
    void examplesOfTheDocumentation_sayTheSame() throws IOException {
        String docs = Files.readString(Path.of("../docs/configuration.md"));
        String[] views = Stream.of("yaml", "properties")
                .map(language -> {
                    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                            .matcher(docs);
                    assertThat(block.find()).isTrue();
                    String text = block.group(1).replace("com.acme.Property", "String");
                    Reading reading = new Reading().file(folder.resolve(language), "jcache-redis." + language, text);
                    return Reading.view(reading.read(), "property:detail", "com.acme.entity.User", "any")
                            .toString();
                })
                .toArray(String[]::new);

        assertThat(views[0]).isEqualTo(views[1]).contains("cache.internal", "realestate:", "JAVA", "property:detail");
    }

    /** How the same text may be saved. */
    static Stream<Arguments> savedTexts() {
        return Stream.of("yaml", "json", "properties").flatMap(ending -> {
            String text = ending.equals("yaml") ? YAML : ending.equals("json") ? JSON : PROPERTIES;
            return Stream.of(
                    Arguments.of(ending, "line ends of Windows", text.replace("\n", "\r\n")),
                    Arguments.of(ending, "byte order mark", "\uFEFF" + text),
                    Arguments.of(ending, "no line end at the end", text.strip()),
                    Arguments.of(ending, "blank lines", "\n\n" + text + "\n  \n"));
        });
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("savedTexts")
    void savedText_hasNoPartInIt(String ending, String how, String text) {
        Reading reading = new Reading().file(folder, "jcache-redis." + ending, text);

        assertThat(Reading.view(reading.read(), CACHES))
                .hasToString(
                        Reading.view(Form.YAML.reading(folder.resolve("yaml")).read(), CACHES)
                                .toString());
    }

    static Stream<Arguments> emptyTexts() {
        return Stream.of("yaml", "json", "properties")
                .flatMap(ending ->
                        Arrays.stream(new String[] {"", " \r\n\n", "\uFEFF"}).map(text -> Arguments.of(ending, text)));
    }

    @ParameterizedTest
    @MethodSource("emptyTexts")
    void emptyFile_saysNothing(String ending, String text) {
        Path file = Reading.write(folder, "none." + ending, text.getBytes(StandardCharsets.UTF_8));
        Reading reading = new Reading();
        reading.uri = URI.create(file.toUri().toString());

        assertThat(Reading.view(reading.read(), CACHES))
                .hasToString(Reading.view(new Reading().read(), CACHES).toString());
    }

    @ParameterizedTest
    @MethodSource("commentsOnly")
    void fileOfComments_saysNothing(String ending, String text) {
        Reading reading = new Reading().file(folder, "jcache-redis." + ending, text);

        assertThat(Reading.view(reading.read(), CACHES))
                .hasToString(Reading.view(new Reading().read(), CACHES).toString());
    }

    static Stream<Arguments> commentsOnly() {
        return Stream.of(
                Arguments.of("yaml", "# jcache:\n#   redis\n"),
                Arguments.of("yaml", "---\n"),
                Arguments.of("yaml", "jcache:\n"),
                Arguments.of("yaml", "jcache:\n  redis:\n    caches: {}\n"),
                Arguments.of("json", "{}"),
                Arguments.of("properties", "#a=b\n!c=d\n  # e\\\n"));
    }
}
