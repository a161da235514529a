package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is wrong is said at once, with its place, its name and what would be right. */
class BadInputTest {

    private static final String CLASSES = "io.jcacheredis.internal.configuration.TestClasses$";

    @TempDir
    Path folder;

    private final Reading reading = new Reading();

    @AfterEach
    void clearSystemProperties() {
        Reading.clearSystemProperties();
    }

    /** In parts of the message, {@code ;} stands between one and the next. */
    private static List<String> parts(String text) {
        return List.of(text.split(";"));
    }

    /** Half of a character would be lost in the file of this class. */
    private static String unescaped(String text) {
        return text.replace("\\uD800", "\uD800");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // values
                "timeout | soon | 'soon';500ms, 30s, 10m",
                "timeout | 0s   | '0s';from 1ms to 24d",
                "timeout | PT-1S | 'PT-1S'",
                "timeout | 100  | '100'",
                "timeout | 25d  | '25d'",
                "timeout | 99999999999999d | jcache.redis.timeout: is",
                "commands | lua | 'lua';one of native, script",
                "commands | scirpt | did you mean script?",
                "store-by-reference | maybe | one of warn, reject",
                "on-failure | ignore | one of degrade, strict",
                "serialization.allow | com.*.Foo | 'com.*.Foo';com.acme.**",
                "serialization.allow | maxdepth=deep | com.acme.**",
                "serialization.allow | com.acme.A,com.acme.B | 'com.acme.A,com.acme.B';separated by ;",
                "serialization.allow | com.acme.A com.acme.B | separated by ;",
                "serialization.allow | java.sql/com.acme.* | 'java.sql/com.acme.*'",
                "serialization.allow | com.acme.1st | 'com.acme.1st'",
                "serialization.allow | com..acme | 'com..acme'",
                "serialization.allow | ** | '**'",
                "defaults.serialization.allow | com.acme-x.* | 'com.acme-x.*'",
                "key-prefix | a\uD800 | half of a character",
                "caches[s\uD800].codec | json | half of a character",
                "limits.value-bytes | 64 | '64';512B, 10KB",
                "limits.value-bytes | 0B | from 1B to 512MB",
                "limits.value-bytes | 1GB | from 1B to 512MB",
                "limits.nesting | deep | a number from 1 to 10000",
                "defaults.expiry.created | 0s | from 1ms to 36500d",
                "defaults.expiry.created | 36501d | from 1ms to 36500d",
                "defaults.expiry.eternal | false | expected is true",
                "defaults.codec | jsn | one of auto, json, cbor, java, string, bytes, text;did you mean json?",
                "defaults.statistics | yes | one of true, false",
                "defaults.schema-version | 0 | a number from 1 to",
                "defaults.compression | gzip | one of none, deflate",
                "defaults.migrate-from | xml | one of auto",
                "caches[a].key-type | com.acme.Nowhere | 'com.acme.Nowhere';finds no such class",
                "caches[a].key-type | strin | 'strin';did you mean String?",
                "caches[a].value-type | Strng | 'Strng';did you mean String?",
                "caches[a].value-type | Strng[] | did you mean String?",
                "caches[a].value-type | int | did you mean Integer?",
                "caches[a].value-type | Xyzzyplugh | expected is the name of a class, in full or a short one of the JDK",
                "caches[a].value-type | java.util.List<String> | did you mean java.util.List, as type arguments are given in a program only, by Codecs.json(new TypeRef",
                "caches[a].value-type | io.jcacheredis.internal.configuration.TestClasses.Loader | did you mean "
                        + CLASSES + "Loader?",
                "caches[a].value-type | com.acme.Proprety | expected is the name of a class",
                "caches[a].loader | io.jcacheredis.internal.configuration.TestClasses.Loader | did you mean " + CLASSES
                        + "Loader?",
                "caches[a].loader | com.acme.Nowhere | finds no such class",
                "caches[a].loader | java.lang.String | neither a javax.cache.integration.CacheLoader nor a",
                "caches[a].loader | " + CLASSES + "Argument | public constructor without arguments",
                "caches[a].loader | " + CLASSES + "Abstract | public constructor without arguments",
                "caches[a].writer | " + CLASSES + "Loader | neither a javax.cache.integration.CacheWriter",
                "caches[a].listeners[0].class | " + CLASSES + "Filter | CacheEntryListener",
                "caches[a].listeners[0].filter | " + CLASSES + "Filter | listeners[0] has no class",
                "caches[a].listeners | x | a list",
                "domain-events.channel | a b | printable ASCII characters without a space",
                "domain-events.group | app | domain-events.group: needs jcache.redis.domain-events.stream",
                "domain-events.consumer | a | domain-events.consumer: needs jcache.redis.domain-events.stream",
                "domain-events.retry-after | 99ms | from 100ms to 1d",
                "domain-events.listen | later | one of at-once, when-told",
                "invalidation | x | a list of rules",
                "invalidation[0].on | a | invalidation[0] has no purge or purge-tags",
                "invalidation[0].purge | a | invalidation[0] has no on",
                "invalidation[0].when.cache | a | invalidation[0] has no on;has 2 problems",
                "invalidation[0].on | a.*.b | 'a.*.b';at its end, and nowhere else",
                "invalidation[0].on | a,,b | must not be empty",
                "invalidation[0].purge | a,b:{x | 'a,b:{x';in pattern 2, the { at character 3 is not closed",
                "invalidation[0].purge | a[{x}] | in the pattern, a placeholder can't stand within [ ]",
                "invalidation[0].purge | a, | pattern 2 is empty",
                "invalidation[0].purge-tags | a{} | in the tag, the {} at character 2 has no name of an attribute",
                "invalidation[0].purge-tags | a\uD800 | the tag has half of a character",
                "invalidation[0].when.a | \uD800 | half of a character",
                // names
                "cahces[x].codec | json | jcache.redis.cahces;did you mean jcache.redis.caches?",
                "keyPrefix | x | did you mean jcache.redis.key-prefix?",
                "codec | json | jcache.redis.codec;did you mean jcache.redis.defaults.codec?",
                "expiry.created | 1s | did you mean jcache.redis.defaults.expiry.created?",
                "caches[x].timeout | 1s | did you mean jcache.redis.timeout?",
                "caches[x].expiry.create | 1s | did you mean jcache.redis.caches[x].expiry.created?",
                "caches[x].listeners[0].klass | X | did you mean jcache.redis.caches[x].listeners[0].class?",
                "something-else | 1 | jcache.redis.something-else: is not a setting; there are caches, client-name",
                "caches.property.codec | json | jcache.redis.caches.property is not a setting;stands in brackets, as in jcache.redis.caches[property]",
                "caches[].codec | json | jcache.redis.caches[] is no name of a cache",
                "caches[:a].codec | json | jcache.redis.caches[:a] is no name of a cache: it must not be empty or begin with ':'",
                "caches[a.***].codec | json | is no pattern",
                "caches[a | x | a bracket is not closed",
                "a..b | x | is no name",
                // values where there are settings, and settings where there are values
                "defaults | x | takes no value itself, but settings under it: codec, compression",
                "caches[a] | x | takes no value itself",
                "caches[a].expiry | 10m | takes no value itself, but settings under it: accessed, created, eternal, modified, touched",
                "url.host | x | takes redis[s]://;not settings under it",
                "caches[a].codec[0] | x | not settings under it",
                "caches[a].listeners.class | x | jcache.redis.caches[a].listeners must be a list",
                "invalidation.on | x | jcache.redis.invalidation must be a list of rules",
                "invalidation[0] | x | must hold settings of a rule: on, purge, purge-tags, when",
                "invalidation[0].when | x | jcache.redis.invalidation[0].when: must hold a text for each name",
                "invalidation[0].purge-tag | x | did you mean jcache.redis.invalidation[0].purge-tags?",
                "invalidation[0].onn | x | did you mean jcache.redis.invalidation[0].on?",
                "invalidation[a].on | x | jcache.redis.invalidation must be a list of rules",
                "invalidation[0].on[0] | x | not settings under it",
                "caches[a].invalidation[0].on | x | jcache.redis.caches[a].invalidation is not a setting",
                "defaults.invalidation | x | did you mean jcache.redis.invalidation?"
            })
    void flatNameOrValue(String name, String text, String expected) {
        reading.property("jcache.redis." + unescaped(name), unescaped(text));

        String message = reading.message();

        assertThat(message)
                .startsWith("The configuration of the cache manager jcache-redis:default has ")
                .contains("problem", ":\n  - property", "jcache.redis." + name.split("[.\\[]", 2)[0]);
        for (String part : parts(expected)) {
            assertThat(message).contains(part);
        }
    }

    /** Of each, the lines (between {@code /}), the line that is to blame, and parts of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jcache: {redis: {timeout: 1s,/ timeout: 2s}}| 2 | jcache.redis.timeout stands twice",
                "jcache:/  redis:/    timeout: 1s/jcache:/  redis: {}| 4 | jcache stands twice",
                "jcache.redis.timeout: 1s/jcache: {redis: {timeout: 2s}}| 2 | stands twice;jcache-redis.yaml:1",
                "jcache:/  redis:/    caches:/      a: {codec: json}/      a: {expiry: {eternal: true}}| 5 | stands twice",
                "jcache:/  redis:/    caches: [a, b]| 3 | jcache.redis.caches must hold the settings of each cache",
                "jcache:/  redis:/    caches: a| 3 | takes no value itself",
                "jcache:/  redis:/    caches:/      a:/        expiry: [10m]| 5 | not a list",
                "jcache:/  redis:/    timeout: [1s]| 3 | not a list",
                "jcache:/  redis:/    timeout: {in: 1s}| 3 | not settings under it",
                "jcache:/  redis:/    timeout:| 3 | has no value",
                "jcache:/  redis:/    defaults:/      listeners: {class: x}| 4 | must be a list",
                "jcache:/  redis:/    defaults:/      listeners: [x]| 4 | must hold settings of a listener: class, filter",
                "jcache:/  redis:/    defaults:/      listeners:/        - synchronous: true| 5 | has no class",
                "jcache:/  redis:/    caches:/      a:/        expiry: {created: 1s,/          modified: 2s}| 6"
                        + " | jcache.redis.caches[a].expiry.modified can't stand beside;expiry.created at jcache-redis.yaml:5",
                "jcache:/  redis:/    caches:/      a: {expiry: {eternal: true, created: 1s}}| 4 | one kind of expiry",
                "jcache:/  redis:/    config: x.yaml| 3 | can't be set in a configuration file",
                "jcahe:/  redis:/    timeout: 1s| 1 | jcahe is not a setting: all names begin with jcache.redis",
                "jcache:/  redis:/    cahces:/      a:/        codec: json| 3 | did you mean jcache.redis.caches?",
                "jcache:/  redis:/    caches:/      a:/        exipry:/          created: 1m| 5 | caches[a].expiry?",
                "jcache:/  redis:/    caches:/      a:/        listeners:/          class: x| 5 | must be a list",
                "jcache:/  redis:/    url:/      host: x| 3 | not settings under it",
                "jcache:/  redis:/    caches:/      ':a':/        codec: json| 4 | must not be empty or begin with",
                "spring:/  cache:/    type: jcache| 1 | spring is not a setting",
                "timeout: 1s| 1 | timeout is not a setting: all names begin with jcache.redis",
                "jcache:/  redis:/    tiemout: 1s| 3 | did you mean jcache.redis.timeout?",
                "- a/- b| 1 | a configuration begins with jcache:",
                "just text| 1 | a configuration begins with jcache:",
                "jcache: {}/---/jcache: {}| 3 | one document",
                "jcache:/  redis:/    caches:/      a: &x {codec: json}/      b: *x| 4 | an anchor",
                "jcache:/  redis:/    caches:/      b: *x| 4 | an alias",
                "jcache:/  redis:/    timeout: !!java.net.URL x| 3 | a tag",
                "jcache:/  redis:/    caches:/      **: {codec: json}| 4 | no well-formed YAML;quoted",
                "jcache:/  redis:/\ttimeout: 1s| 3 | no well-formed YAML;indented by spaces",
                "jcache: {redis: {timeout: 1s| 1 | no well-formed YAML",
                "? [a]/: 1| 1 | no well-formed YAML",
                "a..b: 1| 1 | a..b is no name",
                "jcache:/  redis:/    invalidation: {on: a}| 3 | must be a list of rules",
                "jcache:/  redis:/    invalidation:/      - {}| 4 | must hold settings of a rule",
                "jcache:/  redis:/    invalidation:/      - on: a/      - {on: b, purge: c}| 4 | invalidation[0] has no purge or",
                "jcache:/  redis:/    invalidation:/      - when: {x: y}/        purge: a| 4 | invalidation[0] has no on",
                "jcache:/  redis:/    invalidation:/      - on: []/        purge: a| 4 | must not be empty",
                "jcache:/  redis:/    invalidation:/      - on: [a,/          'b*c']/        purge: a| 4 | nowhere else",
                "jcache:/  redis:/    invalidation:/      - on: a/        purge: {x}| 5 | not settings under it",
                "jcache:/  redis:/    invalidation:/      - {on: a, purge: b}/        when: {}| 5 | no well-formed YAML",
                "jcache:/  redis:/    invalidation:/      - on: a/        purge: b/        when: {}| 6 | must hold a text",
                "jcache:/  redis:/    invalidation:/      - on: a/        purge: b/        when: {x: [y]}| 6 | not in a list",
                "jcache:/  redis:/    invalidation:/      - on: a/        purge: b/        when: {x: }| 6 | has no value"
            })
    void yaml(String lines, int line, String expected) {
        reading.file(folder, "jcache-redis.yaml", lines.replace('/', '\n').replace("\\t", "\t"));

        String message = reading.message();

        assertThat(message).contains("\n  - jcache-redis.yaml:" + line + ": ");
        for (String part : parts(expected)) {
            assertThat(message).contains(part);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"jcache\": {\"redis\": {/\"timeout\": \"1s\",/\"timeout\": \"2s\"}}}| 3 | stands twice",
                "{\"jcache\": {\"redis\": {/\"timeout\": null}}}| 2 | has no value",
                "{\"jcache\": {\"redis\": {/\"timeout\": soon}}}| 2 | no well-formed JSON",
                "{\"jcache\": {\"redis\": {/\"timeout\":/ /soon}}}| 4 | no well-formed JSON",
                "{\"jcache\": {}} {}| 1 | one document",
                "[]| 1 | a configuration begins with",
            })
    void json(String lines, int line, String expected) {
        reading.file(folder, "jcache-redis.json", lines.replace('/', '\n'));

        assertThat(reading.message())
                .contains("\n  - jcache-redis.json:" + line + ": ")
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jcache.redis.timeout=1s/#/jcache.redis.timeout=2s| 3 | stands twice, also at jcache-redis.properties:1",
                "a=1/jcache.redis.timeout=1s| 1 | a is not a setting: all names begin with jcache.redis",
                "/jcache.redis.\\/timeout=soon/| 2 | 'soon'",
                "jcache.redis.timeout=\\u12| 1 | four hexadecimal digits",
                "jcache.redis.timeout| 1 | ''"
            })
    void propertiesFile(String lines, int line, String expected) {
        reading.file(folder, "jcache-redis.properties", lines.replace('/', '\n'));

        assertThat(reading.message())
                .contains("\n  - jcache-redis.properties:" + line + ": ")
                .contains(expected);
    }

    @Test
    void allProblemsOfAllSources_areOneMessage() {
        reading.file(folder, "jcache-redis.yaml", "jcache:\n  redis:\n    tiemout: 1s\n    caches: {a: {codec: xml}}\n")
                .variable("CACHE_DEFAULT_TTL", "soon")
                .variable("JCACHE_REDIS_COMMANDS", "lua")
                .property("jcache.redis.url", "nonsense");
        System.setProperty("jcache.redis.keyprefix", "x");

        assertThat(reading.message().lines())
                .hasSize(7)
                .startsWith("The configuration of the cache manager jcache-redis:default has 6 problems:")
                .anyMatch(line -> line.startsWith("  - jcache-redis.yaml:3: jcache.redis.tiemout"))
                .anyMatch(line -> line.startsWith("  - jcache-redis.yaml:4: jcache.redis.caches[a].codec is 'xml'"))
                .anyMatch(line -> line.startsWith("  - environment variable CACHE_DEFAULT_TTL: is 'soon'"))
                .anyMatch(line ->
                        line.startsWith("  - environment variable JCACHE_REDIS_COMMANDS: jcache.redis.commands"))
                .anyMatch(line -> line.startsWith("  - property jcache.redis.url: The Redis URL"))
                .anyMatch(line -> line.startsWith("  - system property jcache.redis.keyprefix: ")
                        && line.endsWith("did you mean jcache.redis.key-prefix?"));
    }

    /** Each would keep the cache from being made; all are said, and none is made. */
    @Test
    void whatIsWrongWithDeclaredCaches_isSaidAtOnce_withItsPlaces() {
        reading.file(folder, "jcache-redis.yaml", """
                jcache:
                  redis:
                    defaults:
                      value-type: %1$sPojo
                    caches:
                      strings: {codec: string}
                      untyped:
                        value-type: Object
                        codec: json
                      texts:
                        codec: text
                      same:
                        migrate-from: java
                        codec: java
                      bytes:
                        codec: json
                        migrate-from: bytes
                      a:
                      'a:b': {statistics: true}
                      a:c: {statistics: true}
                      p:*: {codec: json}
                      '*:q': {codec: java}
                      p:q:
                      fine: {codec: json, migrate-from: java}
                      wrong: {codec: jsn, value-type: Strng}
                """.formatted(CLASSES));

        assertThat(reading.message().lines().skip(1))
                .hasSize(10)
                .anyMatch(
                        line -> line.matches(".*yaml:6: .*caches\\[strings].codec is 'string': cache 'strings' can't be"
                                + " made, as the string codec can't hold .*Pojo"))
                .anyMatch(line -> line.matches(".*yaml:9: .*'untyped'.*java.lang.Object says nothing.*"))
                .anyMatch(line -> line.matches(".*yaml:11: .*'texts'.*the text codec can't hold.*"))
                .anyMatch(line ->
                        line.matches(".*yaml:13: .*migrate-from is 'java': cache 'same'.*take migrate-from out.*"))
                .anyMatch(line -> line.matches(".*yaml:17: .*migrate-from is 'bytes': cache 'bytes'.*"))
                .anyMatch(line -> line.matches(".*yaml:19: cache 'a:b' and cache 'a' \\(jcache-redis.yaml:18\\).*"))
                .anyMatch(line -> line.matches(".*yaml:20: cache 'a:c' and cache 'a' .*"))
                .anyMatch(line -> line.matches(".*yaml:23: Cache 'p:q' matches patterns.*yaml:21.*yaml:22.*"))
                .anyMatch(line -> line.matches(".*yaml:25: .*codec is 'jsn'.*"))
                .anyMatch(line -> line.matches(".*yaml:25: .*value-type is 'Strng'.*"));
    }

    @Test
    void whatIsWrongWithTheDefaults_isSaidOfTheDeclaredCache_atTheirPlace() {
        reading.file(
                folder,
                "jcache-redis.yaml",
                "jcache:\n  redis:\n    defaults:\n      codec: string\n    caches:\n      a: {value-type: Long}\n      b:\n");

        assertThat(reading.message().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith(
                        "  - jcache-redis.yaml:4: jcache.redis.defaults.codec is 'string': cache 'a' can't be made, as the"
                                + " string codec can't hold java.lang.Long");
    }

    @Test
    void classThatIsThereAndBroken_isToldFromOneThatIsNot() {
        Reading.write(folder, "broken/Later.class", new byte[] {
            (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0x7F, 0
        });
        reading.classes = Reading.loader(folder);
        reading.property("jcache.redis.caches[a].value-type", "broken.Later");

        assertThat(reading.message())
                .contains("'broken.Later': the class is there and can't be loaded (UnsupportedClassVersionError)");
    }

    /** Which a Spring or Quarkus program easily puts there. */
    @Test
    void propertiesThatAreNoText_areRefused() {
        reading.properties.put("jcache.redis.timeout", 500);
        reading.properties.put("jcache.redis.nonsense", true);
        reading.properties.put("foreign", new Object());
        reading.properties.put(1, "x");

        assertThat(reading.message().lines().skip(1))
                .containsExactlyInAnyOrder(
                        "  - property jcache.redis.timeout: has a value of java.lang.Integer; expected is text, as by"
                                + " setProperty",
                        "  - property jcache.redis.nonsense: has a value of java.lang.Boolean; expected is text, as by"
                                + " setProperty");
    }

    @Test
    void anUnknownBranch_isOneProblem() {
        reading.file(
                folder,
                "jcache-redis.yaml",
                "jcache:\n  redis:\n    cahces:\n      a: {codec: xml, statistics: true}\n      b: {codec: json}\n");

        assertThat(reading.message().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout: 1s\n    timeout: soon", "caches: {a: {codec: java}, a: {codec: xml, x: y}}"})
    void nameThatStandsTwice_isOneProblem_whateverItHoldsTheSecondTime(String twice) {
        reading.file(folder, "jcache-redis.yaml", "jcache:\n  redis:\n    " + twice + "\n");

        assertThat(reading.message()).contains("stands twice").hasLineCount(2);
    }

    @Test
    void manyProblems_areCounted() {
        for (int i = 100; i < 200; i++) {
            reading.property("jcache.redis.unknown" + i, "x");
        }

        assertThat(reading.message())
                .contains("has 100 problems")
                .endsWith("and 75 more")
                .hasLineCount(27);
    }

    @Test
    void valueThatALaterSourceReplaces_isNotLookedAt() {
        reading.variable("REDIS_URL", "nonsense")
                .variable("JCACHE_REDIS_COMMANDS", "lua")
                .property("jcache.redis.url", "redis://localhost")
                .property("jcache.redis.commands", "script");

        assertThat(reading.message()).isEqualTo("no problem");
    }

    @Test
    void largeFile_isRefused() {
        reading.file(folder, "jcache-redis.yaml", "#".repeat((1 << 20) + 1));
        assertThat(reading.message()).contains("jcache-redis.yaml: the file has more than 1MB");

        reading.file(folder, "jcache-redis.yaml", "#".repeat(1 << 20));
        assertThat(reading.message()).isEqualTo("no problem");
    }

    @Test
    void fileThatIsNotUtf8_isRefused() {
        Reading.write(
                folder,
                "jcache-redis.yaml",
                "jcache: {redis: {key-prefix: 'é'}}".getBytes(StandardCharsets.ISO_8859_1));
        reading.classes = Reading.loader(folder);

        assertThat(reading.message()).contains("jcache-redis.yaml: the file is not written in UTF-8");
    }

    /** What grows while it is read: references to references, and depth. */
    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void bombs_areRefusedBeforeTheyGrow(String ending) {
        String deep = "[".repeat(500_000);
        reading.file(folder, "jcache-redis." + ending, deep);
        assertThat(reading.message()).contains("a configuration begins with");

        reading.file(folder, "jcache-redis." + ending, "{\"a\":".repeat(200_000));
        assertThat(reading.message()).contains("nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json", "properties"})
    void namesWithoutEnd_areRefused(String ending) {
        String many = "a.".repeat(400) + "a";
        String lengthy = "a".repeat(40_000);
        for (String name : List.of(many, lengthy)) {
            String text = ending.equals("properties") ? name + "=1" : "{\"" + name + "\": 1}";
            reading.file(folder, "jcache-redis." + ending, text);

            assertThat(reading.message())
                    .contains("is no name")
                    .contains("more than")
                    .hasSizeLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 300_000})
    void arrayOfTooManyDimensions_isRefused(int dimensions) {
        reading.property("jcache.redis.defaults.value-type", "String" + "[]".repeat(dimensions));

        assertThat(reading.message())
                .contains("an array has at most 255 dimensions")
                .hasSizeLessThan(500);
    }

    @Test
    void laughingAliases_areRefused() {
        StringBuilder yaml = new StringBuilder("a: &a [x, x]\n");
        for (char name = 'b'; name < 'z'; name++) {
            yaml.append(name + ": &" + name + " [*" + (char) (name - 1) + ", *" + (char) (name - 1) + "]\n");
        }
        reading.file(folder, "jcache-redis.yaml", yaml.toString());

        assertThat(reading.message()).contains("jcache-redis.yaml:1: a has an anchor (&), an alias (*)");
    }

    @Test
    void badUriOfTheManager_isNamed() {
        reading.uri = URI.create("redis://a/b");

        assertThat(reading.message()).contains("the cache manager's URI: jcache.redis.url: The Redis URL must have");
    }
}
