package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What an editor says of a file by the JSON schema is what the product says of it, as far as a schema can. */
class EditorSchemaTest {

    private static final String IN_THE_JAR = "META-INF/jcache-redis/jcache-redis.schema.json";
    private static final Pattern YAML_OF_A_PAGE = Pattern.compile("(?ms)^```yaml\n(.*?)^```");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(GeneratedFiles.jsonSchema());

    @TempDir
    Path folder;

    private static List<String> errors(String yaml) {
        JsonNode document = new YAMLMapper().readTree(yaml);
        return SCHEMA.validate(document).stream().map(Error::toString).toList();
    }

    private String problems(String yaml) {
        try {
            new Reading().file(folder, "jcache-redis.yaml", yaml).read();
            return "";
        } catch (CacheException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String lines(String text) {
        return text.replace("|", "\n");
    }

    /** What stands under {@code jcache.redis}; of a document that does not, all of it. Lines are parted by a bar. */
    private static String document(String sample) {
        boolean whole = sample.startsWith("#");
        return lines(whole ? sample.substring(1) : "jcache:|  redis:|    " + sample.replace("|", "|    "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#jcache:",
                "#jcache: {redis: }",
                "#jcache.redis.timeout: 2s",
                "#jcache: {redis.timeout: 2s}",
                "#jcache.redis: {timeout: 2s}",
                "#jcache.redis.defaults.expiry.created: 2s",
                "#jcache.redis.caches[a:b].codec: json|jcache.redis.caches[a:b].value-type: String",
                "#jcache.redis.caches[a]].statistics: true",
                "#jcache.redis.caches[a].listeners[0].class: io.jcacheredis.internal.configuration.TestClasses$Listener",
                "caches[a*].codec: json",
                "caches: {'[a:b]': {expiry.created: 1m}}",
                "caches: {'[x': , 'a]': , '[]': }",
                "caches: {a: , b: {}, '**': {codec: java}}",
                "caches: ",
                "timeout: 24d",
                "timeout: ' 24 d '",
                "timeout: 2073600000ms",
                "timeout: 00500ms",
                "timeout: PT30S",
                "timeout: pt1h0.5s",
                "timeout: p1dt1m",
                "url: REDIS://localhost",
                "url: Rediss://me:secret@[::1]:7000/3",
                "url: ' redis://localhost '",
                "url: Redis+Cluster://:secret@a,b:7000",
                "url: 'rediss+sentinel://a,[::1]:26379/main/3'",
                "url: unix:///run/redis.sock",
                "url: unix://me:secret@/run/redis.sock",
                "database: 3",
                "password: 'it''s %me'",
                "{user: me, password: 5}",
                "{sentinel.user: me, sentinel: {password: secret}}",
                "{url: rediss://localhost, tls: {ca: /ca.pem, certificate: a.pem, key: a.key, verification: Full}}",
                "tls.verification: ' NONE-insecure '",
                "read-from: Replica-Preferred",
                "client-name: orders-7",
                "domain-events: {channel: domain-events, stream: 'domain:{events}', group: app, retry-after: 1m, listen: When-Told}",
                "domain-events.stream: 'domain:events'",
                "key-prefix: ''",
                "key-prefix: 5",
                "key-prefix: true",
                "commands: SCRIPT",
                "commands: ' Native '",
                "store-by-reference: Reject",
                "defaults: {codec: JSON}",
                "defaults: {statistics: 'true', management: TRUE, read-through: ' False '}",
                "defaults: {schema-version: '2'}",
                "defaults: {schema-version: '+02'}",
                "defaults: {schema-version: 2147483647}",
                "defaults: {schema-version: '2147483647'}",
                "defaults: {expiry: {eternal: true}}",
                "defaults: {expiry: {eternal: 'True'}}",
                "defaults: {expiry: {}}",
                "defaults: {expiry.touched: 36500d}",
                "defaults: {compression-threshold: 0GB}",
                "defaults: {compression-threshold: 00B}",
                "defaults: {listeners: []}",
                "defaults: {listeners: }",
                "limits: {value-bytes: 512MB}",
                "limits: {value-bytes: 536870912b}",
                "limits: {value-bytes: ' 524288 Kb '}",
                "limits.nesting: 10000",
                "limits.nesting: '9999'",
                "serialization: {allow: ''}",
                "serialization: {allow: []}",
                "serialization: {allow: [com.acme.A, '!com.acme.B*', '', ]}",
                "serialization.allow: ' com.acme.A ; com.acme.b.** ;; maxdepth=20 ; * '",
                "serialization.allow: com.acmé.Domain$*",
                "invalidation: ",
                "invalidation: []",
                "invalidation: [{on: '*', purge-tags: a}]",
                "invalidation:|- on: a.b, c.*|  purge: ' a:{b} , *:{{x}}[a-z]'|  purge-tags: [a, '{b c}']",
                "invalidation:|- on: [a, 5, true, 'x y']|  purge: 'a\\,b'|  when: {a: 1, b.c: x, d: {e: f}}",
                "invalidation:|- on: a|  purge: 7|  when.a: x|  when[b c]: y",
                "#jcache.redis.invalidation[0].on: a|jcache.redis.invalidation[0].purge: b|jcache.redis.invalidation[0].when.x: y"
            })
    void whatTheProductAccepts_isGreen(String sample) {
        String yaml = document(sample);

        assertThat(problems(yaml)).isEmpty();
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#- a",
                "#text",
                "#spring: {}",
                "#jcahe: {redis: {timeout: 1s}}",
                "#jcache.redis.tiemout: 2s",
                "#jcache.redis.timeout: 0s",
                "#jcache.redis.defaults.expiry.create: 2s",
                "#jcache.redis.caches[].codec: json",
                "#jcache.redis.caches[:a].codec: json",
                "#jcache.redis.caches[a***].codec: json",
                "#jcache.redis.caches[a].b].codec: json",
                "#jcache.redis.caches.a.codec: json",
                "config: a.yaml",
                "codec: json",
                "timeout:",
                "timeout: 5",
                "timeout: 0s",
                "timeout: 25d",
                "timeout: 577h",
                "timeout: 2073600001ms",
                "timeout: 1w",
                "timeout: 1S",
                "timeout: PT0S",
                "timeout: PT-1S",
                "timeout: P",
                "timeout: PT",
                "timeout: P1DT",
                "timeout: [1s]",
                "timeout: {in: 1s}",
                "url: localhost:6379",
                "url: http://localhost",
                "url: 'redis://'",
                "url: redis://localhost?a=b",
                "url: redis+other://localhost",
                "url: unix://",
                "database: -1",
                "tls: {verification: none}",
                "tls: /ca.pem",
                "client-name: my app",
                "domain-events: {channel: 'domain events'}",
                "domain-events: {stream: s, retry-after: 2d}",
                "domain-events: {stream: s, listen: never}",
                "domain-events: domain-events",
                "commands: lua",
                "store-by-reference: true",
                "defaults: {codec: xml}",
                "defaults: {codec: [json]}",
                "defaults: {statistics: 1}",
                "defaults: {statistics: 'yes'}",
                "defaults: {schema-version: 0}",
                "defaults: {schema-version: '0'}",
                "defaults: {schema-version: -1}",
                "defaults: {schema-version: 1.5}",
                "defaults: {schema-version: 2147483648}",
                "defaults: {schema-version: '2147483648'}",
                "defaults: {expiry: 10m}",
                "defaults: {expiry: {eternal: false}}",
                "defaults: {expiry: {created: 1m, modified: 1m}}",
                "defaults: {expiry.created: 1m, expiry.modified: 1m}",
                "defaults: {expiry: {created: 1m}, expiry.modified: 1m}",
                "defaults: {expiry: {created: 36501d}}",
                "defaults: {compression-threshold: 1024}",
                "defaults: {compression-threshold: 513MB}",
                "defaults: {listeners: x}",
                "defaults: {listeners: {class: x}}",
                "defaults: {listeners: [x]}",
                "defaults: {listeners: [{synchronous: true}]}",
                "limits: {value-bytes: 1GB}",
                "limits: {value-bytes: 513MB}",
                "limits: {value-bytes: 0B}",
                "limits: {value-bytes: 536870913B}",
                "limits: {value-bytes: 0000000001B}",
                "limits: {nesting: 10001}",
                "limits: {nesting: '10001'}",
                "limits: {nesting: deep}",
                "serialization: {allow: 'com.acme.A,com.acme.B'}",
                "serialization: {allow: ['com.acme.A,com.acme.B']}",
                "serialization: {allow: [[com.acme.A]]}",
                "serialization.allow: com.*.A",
                "serialization.allow: 'a.**.b'",
                "serialization.allow: '**'",
                "serialization.allow: 'java.sql/com.acme.*'",
                "serialization.allow: maxdepth=deep",
                "serialization.allow: mindepth=1",
                "caches: [a]",
                "caches: {':a': }",
                "caches: {'': }",
                "caches: {'[:a]': }",
                "caches: {'a***': {codec: json}}",
                "caches: {a: {timeout: 1s}}",
                "caches: {a: {exipry: {created: 1m}}}",
                "invalidation: a",
                "invalidation: {on: a, purge: b}",
                "invalidation: [a]",
                "invalidation: [{}]",
                "invalidation: [{on: a}]",
                "invalidation: [{purge: a}]",
                "invalidation: [{on: a, purge: b, then: c}]",
                "invalidation: [{on: , purge: b}]",
                "invalidation: [{on: [], purge: b}]",
                "invalidation: [{on: '', purge: b}]",
                "invalidation: [{on: 'a,', purge: b}]",
                "invalidation: [{on: 'a*b', purge: b}]",
                "invalidation: [{on: ['a*b'], purge: b}]",
                "invalidation: [{on: a, purge: 'b{'}]",
                "invalidation: [{on: a, purge: 'b}'}]",
                "invalidation: [{on: a, purge: 'b{ }'}]",
                "invalidation: [{on: a, purge: ['b{}']}]",
                "invalidation: [{on: a, purge: 'b,,c'}]",
                "invalidation: [{on: a, purge-tags: ' '}]",
                "invalidation: [{on: a, purge: b, when: x}]",
                "invalidation: [{on: a, purge: b, when: {}}]",
                "invalidation: [{on: a, purge: b, when: {x: [y]}}]",
                "caches: {a: {invalidation: []}}"
            })
    void whatTheProductRefuses_isRed(String sample) {
        String yaml = document(sample);

        assertThat(problems(yaml)).isNotEmpty();
        assertThat(errors(yaml)).isNotEmpty();
    }

    /** Setting by setting, as the forms of the schema are made so. */
    @ParameterizedTest
    @EnumSource(Setting.Scope.class)
    void everyDefault_isGreen_andANonsenseOfItIsRed(Setting.Scope scope) {
        String above = scope == Setting.Scope.MANAGER ? "" : "defaults.";
        for (Setting<?> setting : io.jcacheredis.internal.configuration.Schema.of(scope)) {
            if (setting.defaultText() != null && ElementList.ofElements(scope).isEmpty()) {
                String name = "jcache.redis." + above + setting.name();
                String quoted = name + ": '" + setting.defaultText() + "'";
                assertThat(problems(quoted)).as(quoted).isEmpty();
                assertThat(errors(quoted)).as(quoted).isEmpty();
                assertThat(errors(name + "s: '" + setting.defaultText() + "'")).isNotEmpty();
                assertThat(errors(name + ": {}")).isNotEmpty();
            }
        }
    }

    @Test
    void wholeSchema_inAllItsForms_isGreen() {
        assertThat(errors(FormsTest.YAML)).isEmpty();
        assertThat(errors(FormsTest.JSON)).isEmpty();
        Matcher line =
                Pattern.compile("(?m)^(jcache[^=: ]*(?:\\\\:[^=: ]*)?)=(.*)$").matcher(FormsTest.PROPERTIES);
        int dotted = 0;
        while (line.find()) {
            String yaml = "\"" + line.group(1).replace("\\:", ":") + "\": \""
                    + line.group(2).replace("\\", "") + "\"";
            boolean list = line.group(1).matches(".*(listeners|caches\\[[^.]*\\])");
            assertThat(errors(yaml)).as(yaml).hasSize(list ? 1 : 0);
            dotted++;
        }
        assertThat(dotted).isGreaterThan(30);
    }

    @Test
    void examplesOfTheDocumentation_areGreen() throws IOException {
        List<String> examples = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md")));
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher yaml = YAML_OF_A_PAGE.matcher(Files.readString(page));
            while (yaml.find()) {
                if (yaml.group(1).matches("(?s)(#[^\n]*\n)*jcache:.*")) { // others are for Spring
                    examples.add(yaml.group(1));
                }
            }
        }
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*/src/.*jcache-redis.*\\.(ya?ml|json)"))
                    .toList()) {
                examples.add(Files.readString(file));
            }
        }

        assertThat(examples)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(yaml -> assertThat(errors(yaml)).as(yaml).isEmpty());
    }

    @Test
    void schema_isInTheJar() throws IOException {
        try (InputStream in = Reading.class.getClassLoader().getResourceAsStream(IN_THE_JAR)) {
            assertThat(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(Path.of("../docs/jcache-redis.schema.json")));
        }
    }
}
