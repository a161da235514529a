package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.configuration.Warnings;
import java.net.URI;
import java.time.Duration;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Listeners that hear of entries which expire in Redis. */
class ExpiredEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String CHANNEL = "__keyevent@0__:expired";
    private static final String NOTIFY = "notify-keyspace-events";

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
        admin.flushAll();
        admin.configSet(NOTIFY, "Ex");
    }

    @AfterEach
    void disconnect() {
        admin.aclDelUser("app");
        admin.close();
    }

    private static Opened open(URI uri, String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "jcache.redis.defaults.expired-events";
        all[1] = "true";
        System.arraycopy(settings, 0, all, 2, settings.length);
        return Opened.at(uri, all);
    }

    private Heard hearing(Cache<String, String> cache) {
        Heard heard = Heard.of(cache);
        awaitSubscribed();
        return heard;
    }

    private void awaitSubscribed() {
        await().atMost(PATIENCE).until(() -> admin.pubsubNumSub(CHANNEL).get(CHANNEL) > 0);
    }

    @SuppressWarnings("unchecked")
    private static void putShort(Cache<String, String> cache, String key) {
        cache.unwrap(RedisCache.class).put(key, "v", SHORT);
    }

    @Test
    void entryThatExpires_isHeardOnceByEachCache_withoutAValue() {
        try (Opened one = open(redis.uri());
                Opened other = open(redis.uri())) {
            Heard here = hearing(one.cache("c"));
            Heard there = Heard.of(other.cache("c"));
            await().atMost(PATIENCE).until(() -> admin.pubsubNumSub(CHANNEL).get(CHANNEL) == 2);
            Cache<String, String> cache = one.manager.getCache("c", String.class, String.class);

            putShort(cache, "k");
            putShort(cache, "l");

            here.await("EXPIRED k null null");
            here.await("EXPIRED l null null");
            await().atMost(PATIENCE).until(() -> there.events().size() == 2);
            assertThat(here.events()).hasSize(4).contains("CREATED k v null");
            assertThat(there.events()).containsExactlyInAnyOrder("EXPIRED k null null", "EXPIRED l null null");
        }
    }

    @Test
    void entriesOfOtherCaches_andKeysOfOthers_areNotHeard() {
        try (Opened opened = open(redis.uri())) {
            Heard heard = hearing(opened.cache("c"));
            putShort(opened.cache("d"), "k");
            admin.set("foreign", "v", new SetParams().px(20));
            admin.set("jcache:c", "v", new SetParams().px(20));
            await().atMost(PATIENCE).until(() -> admin.keys("*k").isEmpty() && !admin.exists("foreign"));
            putShort(opened.manager.getCache("c", String.class, String.class), "last");

            heard.await("EXPIRED last null null");
            assertThat(heard.events()).containsExactly("CREATED last v null", "EXPIRED last null null");
        }
    }

    @Test
    void cacheThatDoesNotAsk_listensToNothing() {
        try (Opened opened = Opened.at(redis.uri())) {
            Heard.of(opened.cache("c"));
            putShort(opened.manager.getCache("c", String.class, String.class), "k");

            assertThat(admin.pubsubChannels("*")).isEmpty();
        }
    }

    @Test
    void serverThatDoesNotTell_aWarningHasTheCommand_andItHelpsAtOnce() {
        admin.configSet(NOTIFY, "Kg");
        try (Logged log = Logged.of(Warnings.class);
                Opened opened = open(redis.uri())) {
            Cache<String, String> cache = opened.cache("c");
            Heard heard = hearing(cache);
            await().atMost(PATIENCE).until(() -> log.text().contains("CONFIG SET " + NOTIFY + " "));
            String flags = admin.configGet(NOTIFY).get(NOTIFY);
            assertThat(log.text()).containsOnlyOnce("CONFIG SET " + NOTIFY + " " + flags + "Ex");

            admin.configSet(NOTIFY, flags + "Ex");
            putShort(cache, "k");

            heard.await("EXPIRED k null null");
        }
    }

    @Test
    void serverThatTellsEverything_isNotWarnedOf() {
        admin.configSet(NOTIFY, "KEA");
        try (Logged log = Logged.of(Warnings.class);
                Opened opened = open(redis.uri())) {
            Cache<String, String> cache = opened.cache("c");
            Heard heard = hearing(cache);
            putShort(cache, "k");

            heard.await("EXPIRED k null null");
            assertThat(log.text()).isEmpty();
        }
    }

    @Test
    void userWithWhatIsAdvised_hears() {
        AdvisedUser.make(admin, AdvisedUser.EXPIRED_EVENTS.toArray(String[]::new));
        try (Logged log = Logged.of(Warnings.class);
                Opened opened = open(AdvisedUser.at(redis.port()))) {
            Cache<String, String> cache = opened.cache("c");
            Heard heard = hearing(cache);
            putShort(cache, "k");

            heard.await("EXPIRED k null null");
            assertThat(log.text()).isEmpty();
        }
    }

    @Test
    void userWhoMayNotLook_isToldThatItCantBeChecked_andHears() {
        AdvisedUser.make(admin, AdvisedUser.EXPIRED_EVENTS.toArray(String[]::new));
        admin.aclSetUser("app", "-config|get");
        try (Logged log = Logged.of(Warnings.class);
                Opened opened = open(AdvisedUser.at(redis.port()))) {
            Cache<String, String> cache = opened.cache("c");
            Heard heard = hearing(cache);
            await().atMost(PATIENCE).until(() -> log.text().contains(NOTIFY + " has Ex"));
            putShort(cache, "k");

            heard.await("EXPIRED k null null");
        }
    }

    @Test
    void userWhoMayNotSubscribe_isToldWhatIsMissing() {
        AdvisedUser.make(admin, "+config|get");
        try (Logged log = Logged.of(Warnings.class);
                Opened opened = open(AdvisedUser.at(redis.port()))) {
            Heard.of(opened.cache("c"));

            await().atMost(PATIENCE)
                    .until(() -> log.text().contains("+subscribe +unsubscribe &__keyevent@*__:expired"));
        }
    }
}
