package io.jcacheredis.tck.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jsr107.tck.annotation.AbstractInterceptionTest;
import org.junit.Test;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;
import org.junit.runner.notification.Failure;

/**
 * The annotation tests of the TCK on the framework of this run, each as a test of its own.
 *
 * <p>Without a bean provider that can be loaded, the TCK replaces all of them by nothing and reports them as passed. So
 * each test has to ask the framework for a bean here, none may be announced as excluded, and there must be as many as
 * the TCK's jar has.
 */
class AnnotationsTckIT {

    private static final int TESTS = 12;

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private record TckTest(Class<?> testClass, String method) {}

    @BeforeAll
    static void useThatRedis() {
        System.setProperty("jcache.redis.url", redis.uri().toString());
        System.setProperty("jcache.redis.serialization.allow", "domain.Blog");
    }

    @AfterAll
    static void theResultsAreInThatRedis() {
        CacheManager caches = Caching.getCachingProvider().getCacheManager();
        assertThat(caches).isInstanceOf(RedisCacheManager.class);
        assertThat(caches.getCacheNames()).contains("blgMngr");
        Caching.getCachingProvider().close();
    }

    @TestFactory
    List<DynamicTest> tests() throws Exception {
        List<TckTest> tests = testsOfTheTck();
        assertThat(tests).as("annotation tests of the TCK").hasSize(TESTS);
        System.out.printf(
                "TCK 1.1.1 annotations: %d tests on %s, against %s%n",
                tests.size(),
                System.getProperty(Beans.FRAMEWORK),
                redis.server().description());
        return tests.stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.testClass.getSimpleName() + "." + test.method, () -> assertPasses(test)))
                .toList();
    }

    private static void assertPasses(TckTest test) {
        List<String> excluded = new ArrayList<>();
        Handler announcements = listener(excluded);
        int askedBefore = Beans.asked();
        Logger root = Logger.getLogger("");
        root.addHandler(announcements);
        Result result;
        try {
            result = new JUnitCore().run(Request.method(test.testClass, test.method));
        } finally {
            root.removeHandler(announcements);
        }
        for (Failure failure : result.getFailures()) {
            throw new AssertionError(failure.getTestHeader(), failure.getException());
        }
        assertThat(result.getRunCount()).as("tests run").isEqualTo(1);
        assertThat(result.getIgnoreCount()).as("tests ignored").isZero();
        assertThat(excluded).as("tests that the TCK left out").isEmpty();
        assertThat(Beans.asked()).as("beans asked for").isGreaterThan(askedBefore);
    }

    private static Handler listener(List<String> excluded) {
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                if (message.getMessage().contains("EXCLUDING TEST")) {
                    excluded.add(message.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** Whatever the TCK's jar has in the package of these tests. */
    private static List<TckTest> testsOfTheTck() throws Exception {
        Class<?> base = AbstractInterceptionTest.class;
        String folder = base.getPackageName().replace('.', '/') + "/";
        URI jar = base.getProtectionDomain().getCodeSource().getLocation().toURI();
        List<TckTest> tests = new ArrayList<>();
        try (JarFile file = new JarFile(Path.of(jar).toFile());
                Stream<JarEntry> entries = file.stream()) {
            for (String entry : entries.map(JarEntry::getName)
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                    .sorted()
                    .toList()) {
                Class<?> type = Class.forName(
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.'));
                if (!Modifier.isAbstract(type.getModifiers())) {
                    testMethods(type).forEach(method -> tests.add(new TckTest(type, method)));
                }
            }
        }
        return tests;
    }

    private static List<String> testMethods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .sorted()
                .toList();
    }
}
