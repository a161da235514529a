package io.jcacheredis.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryRemovedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** The program takes no event from anybody, and tells of none. */
class EventsIT {

    private static final String STREAM = "jcache-redis:events@0:jcache:names:";
    private static final String DOMAIN_EVENTS = "domain:events";
    private static final String SETTING = "jcache.redis.domain-events.stream";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create().withOwnServer();

    private final Collection<String> heard = new ConcurrentLinkedQueue<>();
    private Jedis admin;
    private Application here;
    private Application there;
    private Cli cli;

    @BeforeEach
    void open() {
        admin = new Jedis(redis.uri());
        admin.flushAll();
        here = new Application(redis.uri());
        there = new Application(redis.uri());
        cli = Cli.with("--url", redis.uri().toString(), "--timeout", "10s");
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        admin.close();
    }

    private static RedisConfiguration<String, String> names(EventDelivery events) {
        return new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setEvents(events);
    }

    private void listen(RedisCache<String, String> cache) {
        CacheEntryCreatedListener<String, String> created =
                events -> events.forEach(event -> heard.add("created " + event.getKey()));
        CacheEntryRemovedListener<String, String> removed =
                events -> events.forEach(event -> heard.add("removed " + event.getKey()));
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(created), null, false, false));
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(removed), null, false, false));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "LOCAL")
    void allCommands_ofACacheWithRemoteEvents_areHeardByNobody(EventDelivery events) {
        RedisCache<String, String> names = there.open("names", names(events));
        listen(here.open("names", names(events)));
        await().atMost(PATIENCE)
                .until(
                        () -> { // where a listener begins is the end at some moment
                            names.remove("first");
                            names.put("first", "x");
                            return heard.contains("created first");
                        });
        names.put("a", "x");
        long kept = admin.xlen(STREAM);

        String lines = cli.run("export", "names").out();
        assertThat(cli.run("clear", "names", "--yes").out()).isEqualTo("2 entries removed\n");
        assertThat(cli.reading(lines.replace("\"a\"", "\"b\""))
                        .run("warm", "names")
                        .out())
                .isEqualTo("2 entries put\n");
        assertThat(cli.run("get", "names", "b").out()).isEqualTo("x\n");
        assertThat(cli.run("ttl", "names", "b").code()).isZero();
        assertThat(cli.run("purge", "names", "--pattern", "firs?", "--yes").out())
                .isEqualTo("1 entry removed\n");

        assertThat(admin.xlen(STREAM)).isEqualTo(kept);
        names.put("last", "x");
        await().atMost(PATIENCE).until(() -> heard.contains("created last"));
        assertThat(heard).contains("created a").doesNotContain("created b", "removed a");
        assertThat(names.get("b")).isEqualTo("x");
    }

    @Test
    void domainEventsOfTheApplication_areLeftToIt() {
        RedisCache<String, String> names = here.open("names", names(EventDelivery.LOCAL));
        for (int i = 0; i < 100; i++) {
            names.put("n" + i, "x");
        }
        admin.xgroupCreate(DOMAIN_EVENTS, "jcache:", new StreamEntryID("0-0"), true);
        admin.xadd(DOMAIN_EVENTS, Map.of("type", "property.updated"), XAddParams.xAddParams());
        System.setProperty(SETTING, DOMAIN_EVENTS);
        try {
            // Slowly, so that somebody who listens has the time to read.
            assertThat(cli.run("clear", "names", "--yes", "--rate", "100").code())
                    .isZero();
        } finally {
            System.clearProperty(SETTING);
        }

        assertThat(admin.xinfoGroups(DOMAIN_EVENTS)).singleElement().satisfies(group -> {
            assertThat(group.getConsumers()).isZero();
            assertThat(group.getPending()).isZero();
            assertThat(group.getLastDeliveredId()).isEqualTo(new StreamEntryID("0-0"));
        });
    }
}
