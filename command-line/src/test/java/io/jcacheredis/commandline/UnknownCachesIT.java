package io.jcacheredis.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.commandline.Cli.Result;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;

/** Caches of which nobody says that they are there: what looks like their keys may be those of others. */
class UnknownCachesIT {

    private static final String LINE = "{\"key\":\"k\",\"codec\":\"string\",\"value\":\"x\",\"ttlMillis\":null}";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create().withOwnServer();

    @TempDir
    private Path folder;

    private Jedis admin;
    private Cli cli;

    @BeforeEach
    void fill() {
        admin = new Jedis(redis.uri());
        admin.flushAll();
        admin.set("jcache:property:detail:1", "x");
        admin.sadd("jcache-redis:tag:jcache:property:t", "detail:1");
        cli = Cli.with("--url", redis.uri().toString(), "--timeout", "10s");
    }

    @AfterEach
    void end() {
        admin.close();
    }

    private boolean isThere() {
        return admin.exists("jcache:property:detail:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear property --yes", "purge property --pattern * --yes", "purge property --tag t --yes"})
    void removal_ofACacheThatNobodyKnows_isRefused(String command) {
        Result text = cli.run(command.split(" ", -1));
        Result json = cli.run((command + " --json").split(" ", -1));

        assertThat(text.code()).isEqualTo(5);
        assertThat(text.err())
                .contains("No JVM has a cache 'property' open", "jcache:property:*", "'property:…'")
                .contains("--config", "--unknown-cache", "Nothing was changed");
        assertThat(json.code()).isEqualTo(5);
        assertThat(json.out()).isEmpty();
        assertThat(json.err()).contains("\"status\":\"not-confirmed\"", "--unknown-cache");
        assertThat(isThere()).isTrue();
    }

    @Test
    void removal_ofACacheThatNobodyKnows_dryRunTellsIt() {
        Result text = cli.run("clear", "property", "--dry-run");
        Result json = cli.run("clear", "property", "--dry-run", "--json");

        assertThat(text.out()).isEqualTo("1 entry would be removed; nothing was\n");
        assertThat(text.err()).contains("No JVM has a cache 'property' open");
        assertThat(json.json().path("known").booleanValue(true)).isFalse();
        assertThat(json.json().path("entries").intValue()).isEqualTo(1);
        assertThat(isThere()).isTrue();
    }

    @Test
    void removal_ofACacheThatNobodyKnows_isPartOfTheQuestion() {
        Result no = cli.answering("n\n").run("clear", "property");

        assertThat(no.code()).isEqualTo(5);
        assertThat(no.err()).contains("No JVM has a cache 'property' open", "Remove all entries of cache 'property'");
        assertThat(isThere()).isTrue();
        assertThat(cli.answering("n\n")
                        .run("clear", "property", "--unknown-cache")
                        .code())
                .isEqualTo(5);
        assertThat(isThere()).isTrue();
        assertThat(cli.answering("y\n").run("clear", "property").code()).isZero();
        assertThat(isThere()).isFalse();
    }

    @Test
    void removal_thatIsMeant_isDone() {
        Result result = cli.run("clear", "property", "--yes", "--unknown-cache", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.json().path("known").booleanValue(true)).isFalse();
        assertThat(isThere()).isFalse();
    }

    @Test
    void removal_ofADeclaredCache_isDone_butNotOfOneWithTheKeysOfAnother() throws Exception {
        Path file = Files.writeString(
                folder.resolve("caches.yaml"), "jcache.redis: {caches: {'property:detail': {key-type: Long}}}");

        assertThat(cli.run("clear", "property", "--yes", "--unknown-cache", "--config", file.toString())
                        .err())
                .contains("would be those of the cache 'property:detail'");
        assertThat(isThere()).isTrue();
        Result declared = cli.run("clear", "property:detail", "--yes", "--json", "--config", file.toString());
        assertThat(declared.json().path("known").booleanValue(false)).isTrue();
        assertThat(isThere()).isFalse();
    }

    @Test
    void removal_byAUserWhoMayNotReadTheRegistry_isRefused_whoeverDeclaresTheCache() throws Exception {
        admin.sendCommand(
                Command.ACL,
                ("SETUSER few on >secret resetkeys ~jcache:* -@all +hello +select +client +get +mget +set +exists"
                                + " +strlen +unlink +pexpire +persist +pttl +scan +eval +evalsha +getex +getdel")
                        .split(" ", -1));
        Cli few = Cli.with(
                "--url", redis.uri().toString().replace("redis://", "redis://few:secret@"), "--timeout", "10s");
        Path file = Files.writeString(folder.resolve("caches.yaml"), "jcache.redis: {caches: {property: {}}}");
        try (Application application = new Application(redis.uri())) {
            RedisCache<String, String> live = application.open("property:detail", String.class);
            live.put("2", "x");

            Result clear = few.run("clear", "property", "--yes", "--config", file.toString());

            assertThat(clear.code()).as(clear.all()).isEqualTo(5);
            assertThat(clear.err()).contains("may not ask which caches are open", "~jcache-redis:*");
            assertThat(few.run("clear", "property", "--dry-run").out()).startsWith("2 entries would");
            assertThat(live.get("2")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats", "keys", "export"})
    void question_aboutACacheOfWhichThereIsNothing_isStatus1_andSaysSo(String command) throws Exception {
        Path file = Files.writeString(folder.resolve("caches.yaml"), "jcache.redis: {caches: {naems: {}}}");

        Result text = cli.run(command, "naems");

        assertThat(text.code()).isEqualTo(1);
        assertThat(text.err()).contains("There is no cache 'naems': ", "no keys jcache:naems:*");
        assertThat(cli.run(command, "naems", "--json").code()).isEqualTo(1);
        assertThat(cli.run(command, "naems", "--config", file.toString()).code())
                .isZero();
        assertThat(cli.run(command, "property").code()).isZero();
    }

    @Test
    void stats_ofSomeCaches_showsThoseThatThereAre() {
        Result text = cli.run("stats", "naems", "property");
        JsonNode caches = cli.run("stats", "naems", "property", "--json").json().path("caches");

        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).containsPattern("property +1 ").doesNotContain("naems");
        assertThat(caches.path(0).path("name").stringValue()).isEqualTo("naems");
        assertThat(caches.path(0).path("known").booleanValue(true)).isFalse();
        assertThat(caches.path(1).path("entries").intValue()).isEqualTo(1);
    }

    @Test
    void warm_ofACacheThatNobodyKnows_isRefused_unlessItIsMeant() {
        Cli lines = cli.reading(LINE);

        Result refused = lines.run("warm", "naems", "--json");
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err()).contains("No JVM has a cache 'naems' open", "--unknown-cache");
        assertThat(lines.run("warm", "naems", "--dry-run").code()).isZero();
        assertThat(admin.exists("jcache:naems:k")).isFalse();
        assertThat(lines.run("warm", "naems", "--unknown-cache").out()).isEqualTo("1 entry put\n");
        assertThat(admin.get("jcache:naems:k")).isEqualTo("x");
    }
}
