package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A password shows nowhere: not in a line of any logger at any level, not in an exception or its causes, not in a
 * {@code toString}, in JMX or in a manager's URI. Only {@code getProperties()} gives back what the program gave.
 */
class SecretsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CANARY = "Canary-7c1f";
    private static final String WRONG_CANARY = "Canary-wrong";

    /** Goes through a life with connecting, failing and closing, with all loggers on, and prints all that can be seen. */
    static final class Life {

        private static final PrintStream out = System.out;

        private Life() {}

        /** Arguments: the URL with the right password, one with the wrong, and "uri" or "properties". */
        public static void main(String[] arguments) throws JMException {
            ChildJvm.endAfter(LIMIT);
            live(arguments[0], arguments[2]);
            live(arguments[1], arguments[2]);
            live(arguments[0].replaceFirst(":\\d+$", ":1"), arguments[2]);
            live(arguments[0] + "/not-a-database", arguments[2]);
            live(arguments[0].replace("redis://", "http://"), arguments[2]);
            live(arguments[0].replace("redis://", "redis+other://"), arguments[2]);
            if (arguments[2].equals("properties")) { // it is no URI
                live(arguments[0].replace("redis://", ""), arguments[2]);
            }
            out.println("end");
        }

        private static void live(String url, String by) throws JMException {
            RedisCachingProvider provider = new RedisCachingProvider();
            try {
                CacheManager manager = by.equals("uri")
                        ? provider.getCacheManager(URI.create(url), null)
                        : provider.getCacheManager(null, null, properties(url));
                Cache<String, String> cache = manager.createCache(
                        "secrets",
                        new MutableConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setManagementEnabled(true)
                                .setStatisticsEnabled(true));
                show(manager, cache, provider);
                for (int i = 0; i < 3; i++) {
                    use(cache);
                }
                showBeans();
                Cache.Entry<String, String> entry = cache.iterator().next();
                show(entry);
                manager.destroyCache("secrets");
                use(cache);
            } catch (RuntimeException e) {
                e.printStackTrace(out);
            } finally {
                provider.close();
            }
        }

        private static Properties properties(String url) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", url);
            return properties;
        }

        private static void use(Cache<String, String> cache) {
            try {
                cache.put("key", "value");
                out.println("put=done");
            } catch (CacheException | IllegalStateException e) {
                out.println("put=failed");
                e.printStackTrace(out);
            }
        }

        @SuppressWarnings("unchecked") // what is shown is an Object
        private static void show(CacheManager manager, Cache<String, String> cache, RedisCachingProvider provider) {
            show(manager, manager.getURI(), cache, provider);
            show(cache.unwrap(RedisCache.class), manager.unwrap(RedisCacheManager.class));
            show(cache.getConfiguration(RedisConfiguration.class), provider.getDefaultURI());
            show(provider.getDefaultProperties());
        }

        private static void show(Object... objects) {
            for (Object object : objects) {
                out.println(object);
            }
        }

        private static void showBeans() throws JMException {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Set<ObjectName> names = server.queryNames(new ObjectName("javax.cache:*"), null);
            for (ObjectName name : names) {
                out.println("bean=" + name);
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    out.println(attribute.getName() + " " + server.getAttribute(name, attribute.getName()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uri", "properties"})
    void password_showsNowhere(String by) {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().password(CANARY).start();
                ChildJvm life = ChildJvm.of(
                                Life.class,
                                redis.uri().toString(),
                                redis.uri().toString().replace(CANARY, WRONG_CANARY),
                                by)
                        .options("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace")
                        .start()) {
            List<String> lines = life.awaitEnd(LIMIT);

            assertThat(lines.stream().filter(line -> line.contains("Canary"))).isEmpty();
            // The life was a full one.
            assertThat(lines)
                    .contains("put=done", "put=failed", "end")
                    .anyMatch(line -> line.contains("WRONGPASS"))
                    .anyMatch(line -> line.contains("can't be reached"))
                    .anyMatch(line -> line.contains("is closed"))
                    .anyMatch(line -> line.contains("The Redis URL must have the form"))
                    .anyMatch(line -> line.contains("INFO io.jcacheredis"));
            assertThat(life.values("bean")).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void managersOfTwoUsers_haveTwoUrisWithoutSecrets() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            URI ann = provider.getCacheManager(URI.create("redis://ann:" + CANARY + "@localhost:7"), null)
                    .getURI();
            URI bob = provider.getCacheManager(URI.create("redis://bob:" + CANARY + "@localhost:7"), null)
                    .getURI();

            assertThat(ann).isNotEqualTo(bob);
            assertThat(ann.toString()).startsWith("redis://localhost:7").doesNotContain("ann", CANARY);
        }
    }
}
