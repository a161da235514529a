package io.jcacheredis.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.RedisConnectionsMXBean;
import io.jcacheredis.RedisDomainEventsMXBean;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for users names what there is, and nothing else. */
class ObservabilityPageTest {

    private static final Pattern METER = Pattern.compile("^\\| `(cache\\.[a-z.]+)`.*\\| `[A-Z]", Pattern.MULTILINE);

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/observability.md"));
    }

    @Test
    void tables_haveEveryMeter() throws IOException {
        Set<String> named =
                METER.matcher(page()).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Set<String> registered = Catalogue.names();
        registered.removeIf(name -> name.startsWith("cache.operation"));

        assertThat(named).isEqualTo(registered);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {RedisCacheStatisticsMXBean.class, RedisConnectionsMXBean.class, RedisDomainEventsMXBean.class})
    void page_hasEveryAttributeOfTheBean(Class<?> bean) throws IOException {
        assertThat(page())
                .contains(Stream.of(bean.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("get"))
                        .map(name -> "`" + name.substring("get".length()) + "`")
                        .toList());
    }
}
