package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.configuration.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Users that may not do all that a cache needs: what is missing is said at the start, all of it at once. */
class PermissionsIT {

    private static final Set<String> FENCE = Set.of("client|info", "client|kill");
    /** Without these no connection is made. */
    private static final Set<String> CONNECTION = Set.of("hello", "select", "client|setname");

    private static EmbeddedRedis redis;

    private Jedis admin;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        admin = new Jedis(redis.uri());
    }

    @AfterEach
    void disconnect() {
        admin.aclDelUser("app");
        admin.close();
    }

    private static Opened open(String onFailure) {
        return Opened.at(AdvisedUser.at(redis.port()), "jcache.redis.on-failure", onFailure);
    }

    private static Stream<String> commandsOfScripts(String... names) {
        Set<String> commands = new TreeSet<>();
        for (String name : names) {
            Matcher call = Pattern.compile("redis\\.call\\('(\\w+)'").matcher(script(name));
            while (call.find()) {
                commands.add(call.group(1).toLowerCase(Locale.ROOT));
            }
        }
        assertThat(commands).isNotEmpty();
        return commands.stream();
    }

    private static String script(String name) {
        try (InputStream lua = PermissionsIT.class.getResourceAsStream("internal/store/redis/" + name + ".lua")) {
            return new String(Objects.requireNonNull(lua).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LinkageError(name, e);
        }
    }

    /** Of the commands that are advised, those that are neither for the registry, the fence nor the connection. */
    static Stream<String> neededOfAdvised() {
        Set<String> others = new TreeSet<>(CONNECTION);
        others.addAll(FENCE);
        commandsOfScripts("claim", "release")
                .filter(command -> command.matches("z.*|time"))
                .forEach(others::add);
        others.add("zscan"); // counts by tags, which lie beside the registry
        return AdvisedUser.commands().stream()
                .map(rule -> rule.substring(1))
                .filter(command -> !others.contains(command));
    }

    @Test
    void everyCommandOfAScript_isAdvised() {
        assertThat(commandsOfScripts("mutate", "replace", "remove-long", "claim", "release"))
                .allSatisfy(command -> assertThat(AdvisedUser.commands()).contains("+" + command));
    }

    /** With -Dtest.user=least and least-cluster, all tests run as that user. */
    @Test
    void usersOfWholeRuns_areTheAdvisedOnes() throws IOException {
        String rules = String.join(" ", AdvisedUser.rules());
        assertThat(words("least")).isEqualTo("app " + rules);
        assertThat(words("least-cluster")).isEqualTo("app " + rules + " " + String.join(" ", AdvisedUser.CLUSTER));
    }

    private static String words(String user) throws IOException {
        return String.join(
                " ",
                Files.readString(Path.of("src/test/acl", user + ".acl")).strip().split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("neededOfAdvised")
    void commandThatIsMissing_isNamedInBothModes(String command) {
        AdvisedUser.make(admin, "-" + command);
        for (String mode : new String[] {"degrade", "strict"}) {
            try (Opened opened = open(mode)) {
                assertThatThrownBy(() -> opened.cache(mode))
                        .isInstanceOfSatisfying(
                                CacheUnavailableException.class,
                                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_PERMITTED))
                        .hasMessageContaining("cache '" + mode + "'")
                        .hasMessageContaining("add to the user's rules +" + command + ".")
                        .hasMessageNotContaining("secret");
                assertThat(opened.manager.getCacheNames()).isEmpty();

                admin.aclSetUser("app", "+" + command);
                opened.cache(mode).put("a", "1");
                admin.aclSetUser("app", "-" + command);
            }
        }
    }

    @Test
    void manyThatAreMissing_areNamedAtOnce() {
        AdvisedUser.make(admin, "-getdel", "-scan", "-evalsha", "-client|kill");
        try (Opened opened = open("degrade")) {
            assertThatThrownBy(() -> opened.cache("c"))
                    .hasMessageContaining("user's rules +getdel +scan +evalsha +client|kill.");
        }
    }

    @ParameterizedTest
    @CsvSource({"~jcache:other:*", "%R~jcache:c:*"})
    void keysThatAreMissing_areNamed(String keys) {
        AdvisedUser.make(admin, "resetkeys", "~jcache-redis:*", keys);
        try (Opened opened = open("degrade")) {
            assertThatThrownBy(() -> opened.cache("c")).hasMessageContaining("add to the user's rules ~jcache:c:*.");
            if (keys.contains("other")) {
                opened.cache("other").put("a", "1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client|kill", "client|info"})
    void withoutTheFence_aWarningTellsOnce(String command) {
        AdvisedUser.make(admin, "-" + command);
        try (Logged logged = Logged.of(Warnings.class);
                Opened opened = open("degrade")) {
            opened.cache("a").put("a", "1");
            opened.cache("b").put("a", "1");
            assertThat(logged.text())
                    .containsOnlyOnce("add to the user's rules +" + command)
                    .contains("done after a newer one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"degrade", "strict"})
    void redisThatIsDownAtTheStart_isAskedWhenItIsBack(String onFailure) {
        admin.close();
        redis.stop();
        try (Opened opened = open(onFailure)) {
            Cache<String, String> cache;
            try {
                cache = opened.cache("c");
            } finally {
                redis.restart();
                admin = new Jedis(redis.uri());
            }
            AdvisedUser.make(admin, "-getdel", "-scan");

            await().untilAsserted(() -> assertThatThrownBy(() -> cache.put("a", "1"))
                    .isInstanceOf(CacheUnavailableException.class)
                    .hasMessageContaining("+getdel +scan."));
            assertThatThrownBy(() -> cache.get("a")).hasMessageContaining("+getdel +scan.");

            AdvisedUser.make(admin);
            cache.put("a", "1");
            assertThat(cache.get("a")).isEqualTo("1");
        }
    }

    @Test
    void asking_changesNothing() {
        AdvisedUser.make(admin);
        admin.flushAll();
        admin.set("jcache:c:a", "1");
        try (Opened opened = open("degrade")) {
            assertThat(opened.cache("c").get("a")).isEqualTo("1");
            assertThat(admin.keys("jcache:*")).containsExactly("jcache:c:a");
        }
    }
}
