package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.util.TypeLiteral;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;

/** Which methods containers intercept, and what is said of the others. */
class InterceptedMethodsTest {

    private static final Logger LOG = Logger.getLogger("io.jcacheredis.cdi.internal.Strays");

    /** What is logged of annotated methods. */
    private static final class Lines extends Handler implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Lines() {
            LOG.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOG.removeHandler(this);
        }
    }

    @Test
    void privateAndStatic_annotated_haveNoEffect_andAWarningSaysSo() {
        try (Lines log = new Lines();
                Deployment deployment = Deployment.of(Uncached.class)) {
            Uncached bean = deployment.get(Uncached.class);
            assertThat(bean.callHidden("a")).isEqualTo("a1");
            assertThat(bean.callHidden("a")).isEqualTo("a2");
            assertThat(Uncached.fixed("a")).isNotSameAs(Uncached.fixed("a"));
            assertThat(log.lines)
                    .hasSize(2)
                    .allSatisfy(line ->
                            assertThat(line).startsWith("@CacheResult of ").contains("has no effect"))
                    .anySatisfy(line -> assertThat(line).contains("Uncached.hidden(java.lang.String)"))
                    .anySatisfy(line -> assertThat(line).contains("Uncached.fixed(java.lang.String)"));
        }
    }

    @ApplicationScoped
    static class Uncached {
        private final AtomicInteger calls = new AtomicInteger();

        String callHidden(String id) {
            return hidden(id);
        }

        @CacheResult
        private String hidden(String id) {
            return id + calls.incrementAndGet();
        }

        @CacheResult
        static Object fixed(String id) {
            return new Object();
        }
    }

    /** CDI's own rule: such a bean can't be intercepted. */
    @Test
    void final_annotated_isRefusedAtDeployment() {
        assertThatThrownBy(() -> Deployment.of(Final.class).close())
                .hasMessageContaining("find")
                .hasMessageContaining("final");
    }

    @Dependent
    static class Final {
        @CacheResult
        final int find(String id) {
            return 1;
        }
    }

    @Test
    void onTheClass_methodsThatAreNotIntercepted_needNotFit() {
        try (Lines log = new Lines();
                Deployment deployment = Deployment.of(Updates.class)) {
            deployment.get(Updates.class).update("a", " new ");
            assertThat(deployment.cache("updates").get(ParameterKey.of("a"))).isEqualTo(" new ");
            assertThat(log.lines).isEmpty();
        }
    }

    interface Updater<T> {
        void update(String id, T value);
    }

    @ApplicationScoped
    @CachePut(cacheName = "updates")
    static class Updates implements Updater<String> {
        private String stored = "";

        @Override
        public void update(String id, @CacheValue String value) {
            Supplier<String> later = () -> stored + trimmed(value);
            store(later.get());
        }

        private void store(String value) {
            stored = value;
        }

        static String trimmed(String value) {
            return value.trim();
        }
    }

    /** The compiler's method, which casts and calls the other one, has the annotations too. */
    @Test
    void calledByItsGenericType_isOneCallOfTheMethod() {
        try (Deployment deployment = Deployment.of(ByName.class)) {
            Finder<String> finder = deployment
                    .container()
                    .select(new TypeLiteral<Finder<String>>() {})
                    .get();
            assertThat(finder.find("a")).isEqualTo(1);
            assertThat(finder.find("a")).isEqualTo(1);
            assertThat(finder.find("b")).isEqualTo(2);
            assertThat(deployment.cache("by-name").get(ParameterKey.of("b"))).isEqualTo(2);
        }
    }

    /** The compiler gives a public class methods of its own for those of a superclass that nobody sees. */
    @Test
    void inheritedFromAClassThatIsNotPublic_isIntercepted() {
        try (Deployment deployment = Deployment.of(Visible.class, VisibleByClass.class)) {
            Visible visible = deployment.get(Visible.class);
            VisibleByClass byClass = deployment.get(VisibleByClass.class);
            for (int i = 0; i < 2; i++) {
                assertThat(visible.find("a")).isEqualTo(1);
                assertThat(byClass.find("a")).isEqualTo(1);
                assertThat(byClass.load("a")).isEqualTo(1);
            }
        }
    }

    abstract static class Hidden {
        final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "hidden")
        public int find(String id) {
            return calls.incrementAndGet();
        }

        public int load(String id) {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    public static class Visible extends Hidden {}

    @ApplicationScoped
    @CacheResult(cacheName = "hidden by class")
    public static class VisibleByClass extends Hidden {}

    interface Finder<T> {
        int find(T id);
    }

    @ApplicationScoped
    static class ByName implements Finder<String> {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        @CacheResult(cacheName = "by-name")
        public int find(String id) {
            return calls.incrementAndGet();
        }
    }
}
