package io.jcacheredis.commandline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.commandline.Application.Property;
import io.jcacheredis.commandline.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Keys and values that few programs write, and some to do harm. */
class StrangeEntriesIT extends BesideAnApplication {

    @Test
    void keys_thatCouldSteerATerminal_areHarmless() {
        details.put("a\u001b[2Jb", new Property("a", "b", 1));

        assertThat(cli.run("keys", "property:detail", "--pattern", "a*", "--limit", "0")
                        .out())
                .isEqualTo("a\\u001b[2Jb\n");
        assertThat(cli.answering("")
                        .run("get", "property:detail", "a\u001b[2Jb")
                        .out())
                .doesNotContain("\u001b[2J");
    }

    @Test
    void valuesAndKeyFormats_thatCouldSteerATerminal_areHarmless() {
        String evil = "x\u009b2J\u007f\u202ey\u001b[2J";
        details.put("evil", new Property("evil", evil, 1));
        application.open("texts", String.class).put("evil", evil);
        application.open(
                "own",
                new RedisConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setKeyCodec(new OddKeys()));
        String harmless = "x\\u009b2J\\u007f\\u202ey\\u001b[2J";

        Cli person = cli.answering("");
        Result json = person.run("get", "property:detail", "evil", "--json");

        assertThat(person.run("get", "property:detail", "evil").out()).containsIgnoringCase(harmless);
        assertThat(json.out()).containsIgnoringCase(harmless);
        assertThat(json.json().path("value").path("city").stringValue()).isEqualTo(evil);
        assertThat(person.run("get", "texts", "evil").out()).isEqualTo(harmless + "\n");
        assertThat(person.run("export", "texts").out()).containsIgnoringCase(harmless);
        assertThat(person.run("caches", "--no-count").out())
                .contains("odd\\u009b2J")
                .doesNotContain("\u009b");
        assertThat(person.run("caches", "--no-count", "--json").out()).doesNotContain("\u009b");
        assertThat(cli.run("export", "texts").json().path("value").stringValue())
                .isEqualTo(evil);
    }

    private record OddKeys() implements KeyCodec<String> {

        @Override
        public String name() {
            return "odd\u009b2J";
        }

        @Override
        public String encode(String key) {
            return key;
        }

        @Override
        public String decode(String text) {
            return text;
        }
    }

    @Test
    void keys_thatBeginWithAnAt_areNoFilesOfArguments() throws Exception {
        RedisCache<Object, String> tagged = application.open("tagged", new RedisConfiguration<Object, String>());
        tagged.put(3, "three");
        Path file = Files.writeString(folder.resolve("arguments"), "--help");

        assertThat(cli.run("get", "tagged", "@int:3").out()).isNotEmpty();
        assertThat(cli.run("get", "tagged", "@@int:3").code()).isEqualTo(1);
        assertThat(cli.run("ttl", "tagged", "@" + file).err()).contains("has no entry jcache:tagged:@" + file);
    }

    @Test
    void export_keysThatAreNotUtf8_areLeftOutAndCounted() {
        RedisCache<String, String> names = application.open("names", String.class);
        names.put("a", "x");
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.set("jcache:names:\u00ff".getBytes(ISO_8859_1), new byte[] {'x'});
        }

        Result text = cli.run("export", "names");
        Result json = cli.run(
                "export", "names", "--json", "--output", folder.resolve("n").toString());

        assertThat(text.lines()).singleElement().asString().contains("\"key\":\"a\"");
        assertThat(text.err()).contains("1 entry exported", "1 left out, whose keys are not UTF-8");
        assertThat(json.json().path("leftOut").intValue()).isEqualTo(1);
    }

    @Test
    void export_valuesAsDeepAsTheyMayBe_andDeeper_endNothing() {
        for (int depth : new int[] {499, 500, 501}) {
            try (Jedis jedis = new Jedis(redis.uri())) {
                jedis.set("jcache:property:detail:deep" + depth, "[".repeat(depth) + "]".repeat(depth));
            }
        }

        Result export = cli.run("export", "property:detail", "--pattern", "deep*");

        assertThat(export.code()).isZero();
        assertThat(export.lines()).hasSize(3);
        assertThat(cli.run("get", "property:detail", "deep500", "--json").code())
                .isZero();
        assertThat(cli.run("get", "property:detail", "deep500").code()).isZero();
        assertThat(cli.reading(export.out()).run("warm", "property:detail").out())
                .isEqualTo("3 entries put\n");
    }
}
