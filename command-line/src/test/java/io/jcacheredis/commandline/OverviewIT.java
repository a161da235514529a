package io.jcacheredis.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.commandline.Application.Property;
import io.jcacheredis.commandline.Cli.Result;
import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;

/** What the program tells of a Redis as a whole. */
class OverviewIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create().withOwnServer();

    @TempDir
    private Path folder;

    private Application application;
    private Cli cli;

    @BeforeEach
    void open() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.flushAll();
            jedis.configSet("maxmemory", "500mb");
            jedis.configSet("maxmemory-policy", "allkeys-lfu");
        }
        application = new Application(redis.uri());
        cli = Cli.with("--url", redis.uri().toString());
    }

    @AfterEach
    void end() {
        application.close();
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode element : list) {
            if (element.path("name").stringValue("").equals(name)) {
                return element;
            }
        }
        throw new AssertionError(name + " is not among " + list);
    }

    private static List<String> findings(JsonNode doctor, String level) {
        List<String> found = new ArrayList<>();
        doctor.path("findings").forEach(finding -> {
            if (finding.path("level").stringValue("").equals(level)) {
                found.add(finding.path("check").stringValue("") + ": "
                        + finding.path("finding").stringValue(""));
            }
        });
        return found;
    }

    private static void fill(RedisCache<String, Property> cache, int entries) {
        for (int i = 0; i < entries; i++) {
            cache.put("p" + i, new Property("p" + i, "c", i), Duration.ofMinutes(5));
        }
    }

    @Test
    void caches_openDeclaredAndUnknown_areListed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("caches.yaml"),
                "jcache.redis: {caches: {offers: {value-type: com.acme.Offer, codec: json, key-type: Long}}}");
        fill(application.open("property:detail", Property.class), 30);
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.set("jcache:ghost:1", "x");
            jedis.set("other:1", "x");
        }

        JsonNode caches =
                cli.run("caches", "--json", "--config", file.toString()).json();
        Result text = cli.run("caches", "--config", file.toString());

        assertThat(caches.path("registryRead").booleanValue()).isTrue();
        JsonNode open = named(caches.path("caches"), "property:detail");
        assertThat(open.path("entries").longValue()).isEqualTo(30);
        assertThat(open.path("openIn").size()).isEqualTo(1);
        assertThat(open.path("keys").stringValue()).isEqualTo("str");
        assertThat(open.path("values").path(0).stringValue()).isEqualTo("json");
        JsonNode declared = named(caches.path("caches"), "offers");
        assertThat(declared.path("declared").booleanValue()).isTrue();
        assertThat(declared.path("keys").stringValue()).isEqualTo("long");
        assertThat(named(caches.path("caches"), "ghost:…").path("known").booleanValue())
                .isFalse();
        assertThat(caches.path("caches").size()).isEqualTo(3);
        assertThat(text.out()).containsPattern("property:detail +30 +no +1 JVM +str +json");
        assertThat(cli.run("caches", "--no-count").out()).containsPattern("property:detail +\\?");
    }

    @Test
    void stats_caches_areCountedAndEstimated() {
        fill(application.open("property:detail", Property.class), 300);
        application.open("names", String.class).put("a", "b");

        JsonNode stats = cli.run("stats", "--json", "--sample", "50").json();
        Result one = cli.run("stats", "names");

        JsonNode details = named(stats.path("caches"), "property:detail");
        assertThat(details.path("entries").longValue()).isEqualTo(300);
        assertThat(details.path("sampled").longValue()).isEqualTo(50);
        assertThat(details.path("memoryBytes").longValue()).isBetween(300 * 50L, 300 * 500L);
        assertThat(details.path("ttl").path("<10m").longValue()).isEqualTo(50);
        assertThat(named(stats.path("caches"), "names")
                        .path("ttl")
                        .path("eternal")
                        .longValue())
                .isEqualTo(1);
        assertThat(stats.path("server").path("maxMemoryBytes").longValue()).isEqualTo(500L << 20);
        assertThat(one.out())
                .contains("names")
                .doesNotContain("property:detail")
                .contains("hits", "evicted");
    }

    @Test
    void top_withoutTerminal_printsLines() {
        fill(application.open("property:detail", Property.class), 30);

        Result text = cli.run("top", "--interval", "0.2", "--count", "2");
        Result json = cli.run("top", "--interval", "0.2", "--count", "2", "--json");

        assertThat(text.code()).isZero();
        assertThat(text.lines()).hasSize(2).allMatch(line -> line.contains("ops/s") && !line.contains("\u001b"));
        assertThat(text.out()).contains("property:detail 30");
        assertThat(json.lines()).hasSize(2).allMatch(line -> line.contains("\"opsPerSecond\":"));
    }

    @Test
    void top_terminal_drawsAndGivesItBack() {
        fill(application.open("property:detail", Property.class), 30);

        Result q = cli.answering("q").run("top");
        Result rounds = cli.answering("").run("top", "--interval", "0.3", "--count", "2");

        assertThat(q.code()).isZero();
        assertThat(q.out()).startsWith("\u001b[?1049h").contains("measuring").endsWith("\u001b[?25h\u001b[?1049l");
        assertThat(rounds.out()).contains("COMMAND", "CACHE", "property:detail", "ops/s");
    }

    @Test
    void doctor_allWell_isStatus0() {
        application.open("names", String.class);

        Result result = cli.run("doctor", "--json");

        assertThat(result.json().path("worst").stringValue()).isEqualTo("fine");
        assertThat(result.code()).isZero();
        assertThat(findings(result.json(), "fine"))
                .anyMatch(finding -> finding.startsWith("version: "))
                .contains("caches: 1 cache is open, in 1 JVM");
        assertThat(cli.run("doctor").out()).contains("fine    The user may do all that entries need");
    }

    @Test
    void doctor_noLimitOnMemory_isAWarning_worstFirst() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.configSet("maxmemory", "0");
        }

        Result result = cli.run("doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.lines().get(0)).startsWith("WARNING There is no limit on memory");
        assertThat(result.lines().get(1)).contains("CONFIG SET maxmemory");
        assertThat(cli.run("doctor", "--fail-on", "problem").code()).isZero();
    }

    @Test
    void doctor_noEviction_isAWarning() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.configSet("maxmemory-policy", "noeviction");
        }

        assertThat(findings(cli.run("doctor", "--json").json(), "warning"))
                .singleElement()
                .asString()
                .contains("policy noeviction: when it is full, all writes are refused");
    }

    @Test
    void doctor_configurationWithMistakes_namesThemAndLooksAtRedisAllTheSame() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "jcache.redis:\n  cahces: {}\n  timeout: soon\n");

        Result result = cli.run("doctor", "--json", "--config", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(findings(result.json(), "problem"))
                .hasSize(2)
                .anyMatch(finding -> finding.contains("broken.yaml:2: jcache.redis.cahces is not a setting"))
                .anyMatch(finding -> finding.contains("broken.yaml:3: jcache.redis.timeout is 'soon'"));
        assertThat(findings(result.json(), "fine")).anyMatch(finding -> finding.startsWith("connection: "));
    }

    @Test
    void doctor_missingClasses_areANote() throws Exception {
        Path file = Files.writeString(
                folder.resolve("caches.yaml"), "jcache.redis: {caches: {offers: {value-type: com.acme.Offer}}}");

        Result result = cli.run("doctor", "--config", file.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("note    These classes are not here", "com.acme.Offer");
    }

    @Test
    void doctor_patternsThatMatchNoOpenCache_areANote() throws Exception {
        Path file = Files.writeString(
                folder.resolve("caches.yaml"),
                "jcache.redis: {caches: {'property:*': {statistics: true}, 'com.acme.**': {expiry: {created: 1h}}}}");

        assertThat(findings(
                        cli.run("doctor", "--json", "--config", file.toString()).json(), "note"))
                .noneMatch(finding -> finding.startsWith("patterns: "));
        application.open("property:detail", Property.class);

        Result result = cli.run("doctor", "--json", "--config", file.toString());

        assertThat(findings(result.json(), "note"))
                .filteredOn(finding -> finding.startsWith("patterns: "))
                .containsExactly("patterns: No open cache has a name that com.acme.** matches");
        assertThat(result.code()).isZero();
    }

    @Test
    void userWithLeast_canDoAllButAskTheServer_andIsToldSo() throws Exception {
        String rules = Files.readString(Path.of("../provider/src/test/acl/least.acl"));
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.sendCommand(Command.ACL, ("SETUSER " + rules.strip()).split("\\s+", -1));
        }
        String url = redis.uri().toString().replace("redis://", "redis://app:secret@");
        Cli least = Cli.with("--url", url);
        fill(application.open("property:detail", Property.class), 20);

        Result doctor = least.run("doctor", "--json");

        assertThat(doctor.code()).as(doctor.all()).isZero();
        assertThat(findings(doctor.json(), "note")).anyMatch(finding -> finding.startsWith("server: Version, memory"));
        assertThat(doctor.all()).doesNotContain("secret");
        assertThat(least.run("caches").out()).containsPattern("property:detail +20");
        assertThat(least.run("stats").err()).contains("+memory|usage", "+info");
        assertThat(least.run("keys", "property:detail", "--limit", "0").lines()).hasSize(20);
        Result export = least.run("export", "property:detail");
        assertThat(export.lines()).hasSize(20);
        assertThat(least.run("clear", "property:detail", "--yes").out()).isEqualTo("20 entries removed\n");
        assertThat(least.reading(export.out()).run("warm", "property:detail").out())
                .isEqualTo("20 entries put\n");
        assertThat(least.run("top").code()).isEqualTo(4);
    }

    @Test
    void userWithNothing_isToldTheRules() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.sendCommand(
                    Command.ACL,
                    "SETUSER",
                    "poor",
                    "on",
                    ">secret",
                    "~jcache:*",
                    "-@all",
                    "+hello",
                    "+client|setname",
                    "+select",
                    "+exists");
        }
        Cli poor = Cli.with("--url", redis.uri().toString().replace("redis://", "redis://poor:secret@"));

        JsonNode doctor = poor.run("doctor", "--json").json();
        Result wrong = Cli.with("--url", redis.uri().toString().replace("redis://", "redis://poor:wRoNg@"))
                .run("doctor");

        assertThat(findings(doctor, "problem")).isNotEmpty();
        assertThat(doctor.toString()).contains("+get", "+zadd").doesNotContain("secret");
        assertThat(poor.run("get", "a", "b").code()).isEqualTo(4);
        assertThat(wrong.code()).isEqualTo(4);
        assertThat(wrong.all()).contains("Check user, password").doesNotContain("wRoNg");
    }

    @Test
    void replica_isAProblem() {
        try (EmbeddedRedis replica = EmbeddedRedis.builder()
                .arguments(
                        "--replicaof", "127.0.0.1", Integer.toString(redis.uri().getPort()))
                .start()) {
            Result result = Cli.with("--url", replica.uri().toString()).run("doctor", "--json");

            assertThat(result.code()).isEqualTo(1);
            assertThat(findings(result.json(), "problem")).anyMatch(finding -> finding.contains("is a replica"));
        }
    }

    @Test
    void sentinels_theirMasterIsLookedAt() {
        try (EmbeddedSentinel sentinels = EmbeddedSentinel.start();
                Application watched = new Application(sentinels.uri())) {
            fill(watched.open("property:detail", Property.class), 20);
            Cli all = Cli.with("--url", sentinels.uri().toString());

            assertThat(findings(all.run("doctor", "--json").json(), "fine"))
                    .contains("topology: The sentinels' master, 2 replicas");
            assertThat(all.run("clear", "property:detail", "--yes").out()).isEqualTo("20 entries removed\n");
        }
    }

    @Test
    void cluster_allCommandsReachAllServers() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                Application clustered = new Application(cluster.uri())) {
            RedisCache<String, Property> details = clustered.open("property:detail", Property.class);
            fill(details, 200);
            details.put("tagged", new Property("t", "c", 1), Duration.ofMinutes(1), "tag");
            Cli all = Cli.with().in(Map.of("REDIS_URL", cluster.uri().toString()));

            assertThat(findings(all.run("doctor", "--json").json(), "fine"))
                    .anyMatch(finding -> finding.contains("16384 slots at 3 masters"));
            assertThat(named(all.run("caches", "--json").json().path("caches"), "property:detail")
                            .path("entries")
                            .longValue())
                    .isEqualTo(201);
            assertThat(all.run("keys", "property:detail", "--limit", "0").lines())
                    .hasSize(201);
            assertThat(pages(all)).hasSize(201);
            assertThat(all.run("purge", "property:detail", "--tag", "tag", "--dry-run")
                            .out())
                    .startsWith("1 entry would");
            assertThat(all.run("export", "property:detail").lines()).hasSize(201);
            assertThat(all.run("clear", "property:detail", "--yes").out()).isEqualTo("201 entries removed\n");
            Result alone = Cli.with("--url", single(cluster.uri())).run("doctor", "--json");
            assertThat(findings(alone.json(), "problem")).anyMatch(finding -> finding.contains("one of a cluster"));
        }
    }

    private static Set<String> pages(Cli cli) {
        Set<String> keys = new HashSet<>();
        String cursor = "0";
        while (cursor != null) {
            JsonNode page = cli.run("keys", "property:detail", "--json", "--page-size", "20", "--cursor", cursor)
                    .json();
            page.path("keys").forEach(key -> keys.add(key.stringValue()));
            cursor = page.path("cursor").stringValue(null);
        }
        return keys;
    }

    private static String single(URI cluster) {
        return cluster.toString().replace("+cluster", "").replaceAll(",.*", "");
    }

    @Test
    void environmentAndFile_areUsedWithoutOptions() throws Exception {
        Path file = Files.writeString(
                folder.resolve("caches.properties"),
                "jcache.redis.url=" + redis.uri() + "\njcache.redis.key-prefix=acme:\n");
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.set("acme:a:1", "x");
        }

        assertThat(Cli.with("--config", file.toString()).run("get", "a", "1").out())
                .isEqualTo("x\n");
        assertThat(Cli.with()
                        .in(Map.of("JCACHE_REDIS_CONFIG", file.toString()))
                        .run("get", "a", "1")
                        .out())
                .isEqualTo("x\n");
        assertThat(Cli.with("--key-prefix", "acme:")
                        .in(Map.of("REDIS_URL", redis.uri().toString()))
                        .run("get", "a", "1")
                        .out())
                .isEqualTo("x\n");
    }
}
