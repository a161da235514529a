package io.jcacheredis.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.commandline.Application.Property;
import io.jcacheredis.commandline.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the program does with entries of an application that runs, whose classes it does not have. */
class EntriesIT extends BesideAnApplication {

    private static final int MANY = 500;

    @BeforeEach
    void fill() {
        for (int i = 0; i < MANY; i++) {
            String[] tags = i % 5 == 0 ? new String[] {"fifth"} : new String[0];
            details.put("prop-" + i, new Property("prop-" + i, "Lisboa\u001b", i), Duration.ofMinutes(10), tags);
        }
    }

    @Test
    void get_json_isShownAndNotTouched() {
        details.put("one", new Property("one", "Porto", 7), Duration.ofMinutes(1));

        Result text = cli.run("get", "property:detail", "one");
        JsonNode json = cli.run("get", "property:detail", "one", "--json").json();

        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("\"city\" : \"Porto\"");
        assertThat(json.path("found").booleanValue()).isTrue();
        assertThat(json.path("redisKey").stringValue()).isEqualTo("jcache:property:detail:one");
        assertThat(json.path("codec").stringValue()).isEqualTo("json");
        assertThat(json.path("value").path("price").intValue()).isEqualTo(7);
        assertThat(json.path("ttlMillis").longValue()).isBetween(1L, 60_000L);
        assertThat(cli.run("get", "property:detail", "one", "--raw").out())
                .isEqualTo("{\"id\":\"one\",\"city\":\"Porto\",\"price\":7}");
    }

    @Test
    void get_javaSerialization_isBase64() {
        application.open("lists", ArrayList.class).put("a", new ArrayList<>(List.of("x")));

        assertThat(cli.run("get", "lists", "a").out()).startsWith("rO0AB");
        assertThat(cli.run("get", "lists", "a", "--json").json().path("codec").stringValue())
                .isEqualTo("java");
    }

    @Test
    void get_missing_isStatus1() {
        Result text = cli.run("get", "property:detail", "none");
        Result json = cli.run("get", "property:detail", "none", "--json");

        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).contains("has no entry jcache:property:detail:none");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().path("found").booleanValue()).isFalse();
    }

    @Test
    void ttl_entries_areToldByRedis() {
        RedisCache<String, String> names = application.open("names", String.class);
        names.put("for ever", "x");

        assertThat(cli.run("ttl", "property:detail", "prop-1").out()).matches("(10m 0s|9m \\d+s) \\(\\d+ ms\\)\n");
        assertThat(cli.run("ttl", "names", "for ever").out()).isEqualTo("never expires\n");
        JsonNode eternal = cli.run("ttl", "names", "for ever", "--json").json();
        assertThat(eternal.path("eternal").booleanValue()).isTrue();
        assertThat(eternal.path("ttlMillis").isNull()).isTrue();
        assertThat(cli.run("ttl", "names", "none").code()).isEqualTo(1);
    }

    @Test
    void keys_pages_giveEachKey() {
        Set<String> found = new HashSet<>();
        String cursor = null;
        int pages = 0;
        do {
            List<String> arguments =
                    new ArrayList<>(List.of("keys", "property:detail", "--page-size", "100", "--json"));
            if (cursor != null) {
                arguments.addAll(List.of("--cursor", cursor));
            }
            JsonNode page = cli.run(arguments.toArray(String[]::new)).json();
            page.path("keys").forEach(key -> found.add(key.stringValue()));
            cursor = page.path("cursor").stringValue(null);
            pages++;
        } while (cursor != null);

        assertThat(found).hasSize(MANY).contains("prop-0", "prop-499");
        assertThat(pages).isGreaterThan(2);
    }

    @Test
    void keys_patternAndLimit_boundTheList() {
        assertThat(cli.run("keys", "property:detail", "--pattern", "prop-49?", "--limit", "0")
                        .lines())
                .hasSize(10)
                .allMatch(key -> key.startsWith("prop-49"));
        assertThat(cli.run("keys", "property:detail", "--limit", "7").lines()).hasSize(7);
        assertThat(cli.run("keys", "property:detail").err()).contains("--cursor ");
        assertThat(cli.run("keys", "property:detail", "--limit", "7", "--cursor", "1")
                        .code())
                .isEqualTo(2);
        assertThat(cli.run("keys", "property:detail", "--cursor", "x").code()).isEqualTo(2);
    }

    @Test
    void purge_pattern_dryRunLeavesAllAndThenRemoves() {
        Result dry = cli.run("purge", "property:detail", "--pattern", "prop-1*", "--dry-run");
        assertThat(dry.out()).isEqualTo("111 entries would be removed; nothing was\n");
        assertThat(details.size()).isEqualTo(MANY);

        Result purge = cli.run("purge", "property:detail", "--pattern", "prop-1*", "--yes", "--json");

        assertThat(purge.json().path("entries").intValue()).isEqualTo(111);
        assertThat(details.size()).isEqualTo(MANY - 111);
        assertThat(details.get("prop-1")).isNull();
        assertThat(details.get("prop-2")).isNotNull();
    }

    @Test
    void purge_tag_dryRunLeavesAllAndThenRemoves() {
        details.remove("prop-0");

        assertThat(cli.run("purge", "property:detail", "--tag", "fifth", "--dry-run")
                        .out())
                .isEqualTo("99 entries would be removed; nothing was\n");
        assertThat(details.size()).isEqualTo(MANY - 1);
        long begin = System.nanoTime();
        assertThat(cli.run("purge", "property:detail", "--tag", "fifth", "--tag", "x", "--rate", "200", "-y")
                        .out())
                .isEqualTo("99 entries removed\n");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(450));
        assertThat(details.size()).isEqualTo(MANY - 100);
        assertThat(cli.run("purge", "property:detail", "--tag", "x", "--pattern", "y")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void clear_nobodyToAsk_isRefused() {
        Result result = cli.run("clear", "property:detail");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("--yes").contains("Nothing was changed");
        assertThat(details.size()).isEqualTo(MANY);
    }

    @Test
    void clear_person_isAsked() {
        Result no = cli.answering("no\n").run("clear", "property:detail");
        assertThat(no.code()).isEqualTo(5);
        assertThat(no.err())
                .contains("Remove all entries of cache 'property:detail' (keys jcache:property:detail:*) at redis://");
        assertThat(details.size()).isEqualTo(MANY);

        Result yes = cli.answering("y\n").run("clear", "property:detail");
        assertThat(yes.code()).isZero();
        assertThat(yes.out()).isEqualTo(MANY + " entries removed\n");
        assertThat(details.size()).isZero();
    }

    @Test
    void clear_withRate_takesItsTimeAndShowsABar() {
        long start = System.nanoTime();
        Result result = cli.answering("").run("clear", "property:detail", "--yes", "--rate", "500");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
        assertThat(result.out()).isEqualTo(MANY + " entries removed\n");
        assertThat(result.err()).contains("\r[", "keys looked at", "removed");
    }

    @Test
    void clear_nameThatOthersBeginWith_isRefused() {
        Result result = cli.run("clear", "property", "--yes");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("would be those of the cache 'property:detail'");
        assertThat(details.size()).isEqualTo(MANY);
    }

    @Test
    void exportClearWarm_givesTheSameEntriesAndTimes() {
        details.put("soon", new Property("soon", "é", 1), Duration.ofSeconds(40));
        details.put("eternal", new Property("eternal", "", 2), ChronoUnit.FOREVER.getDuration());

        Result export = cli.run("export", "property:detail");
        assertThat(export.err()).contains((MANY + 2) + " entries exported");
        cli.run("clear", "property:detail", "--yes");
        assertThat(details.size()).isZero();
        assertThat(cli.reading(export.out())
                        .run("warm", "property:detail", "--dry-run")
                        .out())
                .isEqualTo((MANY + 2) + " entries would be put; nothing was\n");
        assertThat(details.size()).isZero();
        Result warm = cli.reading(export.out()).run("warm", "property:detail", "--json");

        assertThat(warm.json().path("entries").intValue()).isEqualTo(MANY + 2);
        assertThat(details.size()).isEqualTo(MANY + 2);
        assertThat(details.get("prop-7")).isEqualTo(new Property("prop-7", "Lisboa\u001b", 7));
        assertThat(details.timeToLive("soon").orElseThrow()).isCloseTo(Duration.ofSeconds(40), Duration.ofSeconds(20));
        assertThat(details.timeToLive("eternal")).contains(ChronoUnit.FOREVER.getDuration());
    }

    @Test
    void exportWarm_everyFormat_isReadByTheProvider() {
        String text = "x".repeat(3000);
        RedisCache<String, Property> cbor = application.open(
                "cbor",
                new RedisConfiguration<String, Property>()
                        .setTypes(String.class, Property.class)
                        .setValueCodec(Codecs.compressed(Codecs.versioned(Codecs.cbor(Property.class), 2))));
        RedisCache<Integer, ArrayList<String>> lists =
                application.open("lists", new RedisConfiguration<Integer, ArrayList<String>>());
        cbor.put("a", new Property("a", text, 1));
        lists.put(1, new ArrayList<>(List.of("x")));

        for (String cache : List.of("cbor", "lists")) {
            Path file = folder.resolve(cache + ".jsonl");
            assertThat(cli.run("export", cache, "--output", file.toString(), "--json")
                            .json()
                            .path("entries")
                            .intValue())
                    .isEqualTo(1);
            Result again = cli.run("export", cache, "--output", file.toString());
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.err()).contains(file + " exists already", "Name another file by --output");
            assertThat(cli.run("clear", cache, "--yes").code()).isZero();
            assertThat(cli.run("warm", cache, "--input", file.toString()).out()).isEqualTo("1 entry put\n");
        }

        assertThat(cbor.get("a")).isEqualTo(new Property("a", text, 1));
        assertThat(lists.get(1)).containsExactly("x");
    }

    @Test
    void warm_wrongLines_nameTheLineAndStop() {
        String good =
                "{\"key\":\"k\",\"codec\":\"json\",\"value\":{\"id\":\"k\",\"city\":\"c\",\"price\":1},\"ttlMillis\":60000}";
        Result broken = cli.reading(good + "\n\nsecret\n").run("warm", "property:detail");
        Result other = cli.reading(good.replace("json", "cbor")).run("warm", "property:detail");

        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).contains("Line 3 is no entry: it is not JSON").doesNotContain("secret");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("it is of codec cbor, and the cache reads json");
    }

    @Test
    void files_thatCannotBeUsed_areToldWithTheReason() throws Exception {
        String missing = folder.resolve("missing/details.jsonl").toString();
        Path latin = Files.write(folder.resolve("latin.jsonl"), new byte[] {(byte) 0xe9, '\n'});

        Result export = cli.run("export", "property:detail", "--output", missing);
        Result warm = cli.run("warm", "property:detail", "--input", missing);
        Result strange = cli.run("warm", "property:detail", "--input", latin.toString());

        assertThat(export.code()).isEqualTo(1);
        assertThat(export.err()).contains("the folder of " + missing + " does not exist");
        assertThat(warm.code()).isEqualTo(1);
        assertThat(warm.err()).contains("there is no file " + missing);
        assertThat(strange.code()).isEqualTo(1);
        assertThat(strange.err()).contains("they are not UTF-8");
    }

    @Test
    void clear_dryRun_leavesAll() {
        assertThat(cli.run("clear", "property:detail", "--dry-run").out())
                .isEqualTo(MANY + " entries would be removed; nothing was\n");
        assertThat(cli.run("clear", "property:detail", "--dry-run", "--json")
                        .json()
                        .path("dryRun")
                        .booleanValue())
                .isTrue();
        assertThat(details.size()).isEqualTo(MANY);
    }

    @Test
    void application_keepsWorking_whileTheProgramHasItsCache() {
        cli.run("clear", "property:detail", "--yes");
        details.put("after", new Property("after", "c", 1));

        try (Application second = new Application(redis.uri())) {
            assertThat(second.open("property:detail", Property.class)
                            .get("after")
                            .price())
                    .isEqualTo(1);
        }
    }

    @Test
    void rates_wrong_areRefused() {
        assertThat(cli.run("clear", "property:detail", "--yes", "--rate", "-1").code())
                .isEqualTo(2);
        assertThat(details.size()).isEqualTo(MANY);
    }
}
