package io.jcacheredis.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.CallOutcome;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program that does not have Micrometer uses all but the package that is for it. */
class WithoutMicrometerIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    /** What this JVM has, without Micrometer, and apart from what it has loaded. */
    private static URLClassLoader classes() {
        URL[] places = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !place.contains("micrometer"))
                .map(WithoutMicrometerIT::url)
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The program: gives what an observer of its own was told. */
    public static final class Program implements Function<String, String> {

        @Override
        public String apply(String url) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", url);
            List<String> told = new ArrayList<>();
            try (RedisCachingProvider provider = new RedisCachingProvider()) {
                RedisCacheManager manager =
                        provider.getCacheManager(null, null, properties).unwrap(RedisCacheManager.class);
                manager.observe((cache, operation) -> outcome -> told.add(operation + text(outcome)));
                RedisCache<?, ?> cache =
                        manager.createCache("without", configuration()).unwrap(RedisCache.class);
                use(manager);
                told.add(" " + cache.statistics().getCachePuts());
            }
            return String.join(",", told);
        }

        private static String text(CallOutcome outcome) {
            return " " + outcome.result();
        }

        private static MutableConfiguration<String, String> configuration() {
            return new MutableConfiguration<String, String>()
                    .setTypes(String.class, String.class)
                    .setStatisticsEnabled(true);
        }

        private static void use(RedisCacheManager manager) {
            var cache = manager.getCache("without", String.class, String.class);
            cache.put("k", "v");
            cache.get("k");
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the interface is of the platform
    void provider_doesAllItDoes() throws ReflectiveOperationException, IOException {
        try (URLClassLoader classes = classes()) {
            assertThatThrownBy(() -> classes.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Function<String, String> program = (Function<String, String>)
                    classes.loadClass(Program.class.getName()).getConstructor().newInstance();

            assertThat(program.apply(redis.uri().toString())).isEqualTo("put SUCCESS,get HIT, 1");
        }
    }
}
