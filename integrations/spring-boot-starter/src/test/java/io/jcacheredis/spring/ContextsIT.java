package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Several contexts in one JVM, as tests have them whose contexts are kept, and applications with parents and children. */
@ExtendWith(OutputCaptureExtension.class)
class ContextsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(RedisCacheAutoConfiguration.class, CacheAutoConfiguration.class))
            .withUserConfiguration(Books.Cached.class)
            .withPropertyValues(
                    "jcache.redis.url=" + redis.uri(), "spring.cache.jcache.config=classpath:contexts.yaml");

    /** The types of beans, each with the number that JMX adds to its name, of managers of that file. */
    private static List<String> shown() throws JMException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("*:CacheManager=*contexts.yaml,*"), null)
                .stream()
                .map(name ->
                        name.getKeyProperty("type") + Objects.requireNonNullElse(name.getKeyProperty("instance"), ""))
                .toList();
    }

    @Test
    void contexts_areAllShownByJmx_untilTheyEnd(CapturedOutput output) {
        contexts.run(first -> {
            String[] ofFirst = {"Connections", "DomainEvents", "CacheStatistics", "CacheConfiguration"};
            assertThat(shown()).containsExactlyInAnyOrder(ofFirst);
            contexts.run(second -> assertThat(shown())
                    .contains(ofFirst)
                    .contains("Connections2", "DomainEvents2", "CacheStatistics2", "CacheConfiguration2")
                    .hasSize(8));
            assertThat(shown()).containsExactlyInAnyOrder(ofFirst);
        });
        contexts.run(later -> assertThat(shown()).doesNotContain("Connections2").hasSize(4));
        assertThat(output).doesNotContain("JMX shows something else");
    }

    @Test
    void childContext_usesTheManagerOfItsParent_andLeavesItOpen() {
        contexts.run(parent -> {
            RedisCacheManager manager = parent.getBean(RedisCacheManager.class);
            contexts.withParent(parent).run(child -> {
                assertThat(child.getBean(RedisCacheManager.class)).isSameAs(manager);
                assertThat(child.getBean(Books.class).byIsbn("child").title()).isEqualTo("Book child");
            });
            assertThat(manager.isClosed()).isFalse();
            assertThat(shown()).hasSize(4);
        });
    }
}
