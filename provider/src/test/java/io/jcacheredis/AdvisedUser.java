package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.connection.Login;
import io.jcacheredis.internal.connection.RedisAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** The user with the least rights, as docs/security.md advises it. */
public final class AdvisedUser {

    /** The rules that docs/security.md adds for a cluster. */
    public static final List<String> CLUSTER = List.of("+cluster|slots", "+cluster|nodes", "+asking");

    /** Those that it adds for events that other JVMs hear. */
    public static final List<String> EVENTS = List.of("&jcache-redis:*", "+publish", "+subscribe", "+unsubscribe");

    /** Those that it adds to these for durable events. */
    public static final List<String> DURABLE_EVENTS = List.of("+xadd", "+xrange", "+xinfo|stream");

    /** Those that it adds for events of entries that expire in Redis. */
    public static final List<String> EXPIRED_EVENTS =
            List.of("&__keyevent@*__:expired", "+subscribe", "+unsubscribe", "+config|get");

    private static final Pattern ADVICE = Pattern.compile("```\\nACL SETUSER (.*?)```", Pattern.DOTALL);
    private static final String NAME = "app";
    private static final String PASSWORD = "secret";

    private AdvisedUser() {}

    /** What follows the user's name. */
    static List<String> rules() {
        try {
            Matcher advice = ADVICE.matcher(Files.readString(Path.of("../docs/security.md")));
            assertThat(advice.find()).isTrue();
            List<String> words = List.of(advice.group(1).strip().split("\\s+"));
            assertThat(words.get(0)).isEqualTo(NAME);
            return words.subList(1, words.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that permit a command: {@code +get}. */
    static List<String> commands() {
        return rules().stream().filter(rule -> rule.startsWith("+")).toList();
    }

    /** Makes the user, with more or fewer rights by rules that follow the advice. */
    public static void make(Jedis admin, String... otherRules) {
        admin.aclSetUser(NAME, rules().toArray(String[]::new));
        if (otherRules.length > 0) {
            admin.aclSetUser(NAME, otherRules);
        }
    }

    /** Makes the user at all nodes of a cluster, with what is advised for one and with more or fewer rights. */
    public static void makeInCluster(EmbeddedCluster cluster, String... otherRules) {
        for (EmbeddedRedis node : cluster.nodes()) {
            try (Jedis admin = new Jedis(node.uri())) {
                make(admin, CLUSTER.toArray(String[]::new));
                if (otherRules.length > 0) {
                    admin.aclSetUser(NAME, otherRules);
                }
            }
        }
    }

    /** The same Redis for that user. */
    public static RedisAddress of(RedisAddress redis) {
        return redis.with(new Login(NAME, PASSWORD), redis.database());
    }

    /** The address of a server on this machine, for that user. */
    static URI at(int port) {
        return URI.create("redis://" + NAME + ":" + PASSWORD + "@127.0.0.1:" + port);
    }
}
