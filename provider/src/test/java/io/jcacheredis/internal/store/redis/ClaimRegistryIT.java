package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.redis.ClaimRegistry.Answer;
import io.jcacheredis.internal.store.redis.ClaimRegistry.Contradiction;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

class ClaimRegistryIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String FORM = "cache (keys as string)";
    private static final String DESCRIPTION = FORM + ", values as json";

    private RedisConnections connections;
    private ClaimRegistry registry;
    private String token = "";
    private Jedis jedis;

    /** The Redis under test. */
    URI uri() {
        return redis.uri();
    }

    /** The server of it that has the claims. */
    URI serverUri() {
        return redis.uri();
    }

    @BeforeEach
    void connect() {
        jedis = new Jedis(serverUri());
        jedis.del("jcache-redis:{registry}:claims", "jcache-redis:{registry}:leases");
        jedis.scriptFlush(); // so that each test meets a Redis that does not know the script
        RedisAddress address = RedisAddress.parse(uri().toString());
        connections = TestConnections.open(address, Duration.ofSeconds(10));
        registry = new ClaimRegistry(connections);
    }

    @AfterEach
    void disconnect() {
        connections.close();
        jedis.close();
    }

    private static Claim claim(String start) {
        return claim(start, FORM, "json");
    }

    private static Claim claim(String start, String form, String... formats) {
        return new Claim(new KeySpace("cache", start), form, Set.of(formats));
    }

    private Answer claim(String jvm, Duration lease, String... starts) {
        return claim(
                jvm, lease, List.of(starts).stream().map(start -> claim(start)).toList());
    }

    private Answer claim(String jvm, Duration lease, List<Claim> claims) {
        Answer answer = registry.claim(jvm, lease, token, claims);
        token = answer.token();
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "a:, a:b:, true",
        "a:b:, a:, true",
        "a:b:c:d:, a:b:, true",
        "a:b:, a:b:c:d:, true",
        "a:, ab:, false",
        "ab:, a:, false",
        "a:b:, a:c:, false",
        "a:b:, a:bc:, false",
        "*:, a:, false",
        "a*:, a*:b:, true",
        "[a]:, a:, false",
        "%a:, %a:%d:, true",
        "é:, é:名前:, true",
        "é:, ê:, false",
        "':', ':a:', true",
        "{a}:, {a}:b:, true",
    })
    void claim_ofAnotherJvm_isRefusedIfOneBeginsWithTheOther(String first, String second, boolean refused) {
        claim("one", LONG, first);

        Answer answer = claim("two", LONG, second);

        assertThat(answer.refused())
                .isEqualTo(refused ? Map.of(claim(second), new Contradiction(first, DESCRIPTION, "one")) : Map.of());
        // What was refused is not held: it stands in nobody's way.
        assertThat(claim("three", LONG, second + "x:").refused().containsKey(claim(second + "x:")))
                .isEqualTo((second + "x:").startsWith(first) || !refused);
    }

    @Test
    void claim_toTheSameKeys_isSharedInTheSameFormAndRefusedInAnother() {
        claim("one", LONG, "a:");

        assertThat(claim("two", LONG, "a:").refused()).isEmpty();
        Claim other = claim("a:", FORM, "java");
        assertThat(claim("three", LONG, List.of(other)).refused())
                .hasEntrySatisfying(
                        other,
                        contradiction -> assertThat(contradiction.description()).isEqualTo(DESCRIPTION));
    }

    /** A JVM that writes JSON and still reads Java serialization stands between one that knows only each. */
    @Test
    void claim_toTheSameKeys_isSharedIfAFormatIsReadByBoth() {
        Claim former = claim("a:", FORM, "java");
        Claim both = claim("a:", FORM, "java", "json");
        Claim later = claim("a:", FORM, "json");
        assertThat(claim("one", LONG, List.of(former)).refused()).isEmpty();
        assertThat(claim("two", LONG, List.of(both)).refused()).isEmpty();

        assertThat(claim("three", LONG, List.of(later)).refused()).containsOnlyKeys(later);
        registry.release("one", former);
        assertThat(claim("three", LONG, List.of(later)).refused()).isEmpty();
        assertThat(claim("one", LONG, List.of(former)).refused())
                .containsExactly(Map.entry(former, new Contradiction("a:", DESCRIPTION, "three")));
    }

    @ParameterizedTest
    @CsvSource({"js, json", "json, js", "son, json", "a-b, a", "., x"})
    void claim_whoseFormatLooksLikeAnother_isRefused(String one, String two) {
        claim("one", LONG, List.of(claim("a:", FORM, one)));

        assertThat(claim("two", LONG, List.of(claim("a:", FORM, two))).refused())
                .hasSize(1);
    }

    @Test
    void claim_ofMany_refusesThoseThatAreContradictedAndKeepsTheOthers() {
        claim("one", LONG, "a:", "b:");

        assertThat(claim("two", LONG, "a:x:", "c:", "b:", "b:y:").refused())
                .containsOnlyKeys(claim("a:x:"), claim("b:y:"));
        assertThat(claim("three", LONG, "c:z:").refused()).containsOnlyKeys(claim("c:z:"));
    }

    @Test
    void claim_again_isOneClaim_andInAnotherFormReplacesTheFirst() {
        claim("one", LONG, "a:");
        claim("one", LONG, "a:");
        assertThat(jedis.zcard("jcache-redis:{registry}:claims")).isEqualTo(2); // with the token

        Claim changed = claim("a:", FORM, "java");
        assertThat(claim("one", LONG, List.of(changed)).refused()).isEmpty();

        assertThat(claim("two", LONG, "a:").refused()).containsOnlyKeys(claim("a:"));
        assertThat(claim("two", LONG, List.of(changed)).refused()).isEmpty();
    }

    @Test
    void claim_againstAJvmWhoseLeaseEnded_isHeld() {
        claim("one", SHORT, "a:", "b:c:");

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> claim("two", LONG, "a:b:", "b:").refused().isEmpty());
        assertThat(claim("one", LONG, "a:").refused()).containsOnlyKeys(claim("a:"));
    }

    @Test
    void claim_ofNothing_renewsTheLeaseAndSaysWhetherItWasThere() {
        assertThat(claim("one", SHORT, "a:").unbroken()).isFalse();
        assertThat(claim("one", LONG).unbroken()).isTrue();

        jedis.del("jcache-redis:{registry}:claims");
        String before = token;
        assertThat(claim("two", LONG, "b:").unbroken())
                .as("the other one makes the claims anew")
                .isFalse();
        token = before;
        assertThat(claim("one", LONG).unbroken()).as("claims are gone").isFalse();

        claim("one", LONG, "a:");
        jedis.del("jcache-redis:{registry}:leases");
        assertThat(claim("one", LONG).unbroken()).as("lease is gone").isFalse();
    }

    @Test
    void live_areTheClaimsWhoseLeasesLast_inTheOrderOfTheirKeys() {
        assertThat(registry.live()).isEmpty();
        claim("one", LONG, List.of(claim("b:", FORM, "json", "java"), claim("a\0%:")));
        claim("two", SHORT, "c:");
        claim("three", LONG, "b:");

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(registry.live())
                        .extracting(held -> held.jvm() + " "
                                + held.claim().space().start() + " "
                                + held.claim().form() + " " + held.claim().formats())
                        .containsExactlyInAnyOrder(
                                "one a\0%: " + FORM + " [json]",
                                "three b: " + FORM + " [json]",
                                "one b: " + FORM + " [java, json]"));
    }

    @Test
    void release_givesUpThatClaimOnly_andEndLeavesNothing() {
        claim("one", LONG, "a:", "b:");

        registry.release("one", claim("a:"));
        assertThat(claim("two", LONG, "a:x:", "b:x:").refused()).containsOnlyKeys(claim("b:x:"));
        registry.release("one", claim("b:"));
        registry.release("two", claim("a:x:"));
        registry.end("one");
        registry.end("two");

        assertThat(jedis.keys("jcache-redis:{registry}:*")).isEmpty();
    }

    @Test
    void allLeasesEnded_nothingStays() {
        claim("one", SHORT, "a:");

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> jedis.keys("jcache-redis:{registry}:*").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b:", "a\n:", "a'\"\\:", "\uD83D\uDE42:", "a%z:"})
    void claim_withSpecialCharacters_comesBackAsItIs(String start) {
        claim("one", LONG, start);

        assertThat(claim("two", LONG, start + "x:").refused().values())
                .containsExactly(new Contradiction(start, DESCRIPTION, "one"));
    }

    /** The cost of a claim is that of the claims near it, not of all that there are. */
    @Test
    void claim_amongTenThousandOthers_looksAtFew() {
        List<Claim> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(claim("cache-" + i + ":"));
        }
        claim("one", LONG, many);
        claim("two", LONG); // Redis knows the script now
        CommandStats.reset(jedis);

        claim("two", LONG, "cache-5:");

        assertThat(CommandStats.of(jedis)).containsEntry("zrange", 2L).containsEntry("zscore", 2L);
    }
}
