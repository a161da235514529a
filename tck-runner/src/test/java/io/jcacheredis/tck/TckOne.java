package io.jcacheredis.tck;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;
import org.junit.runner.manipulation.Filter;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/**
 * Runs single TCK classes or methods without Maven, for a quick look while the provider is being changed; {@code
 * ./tck-one} starts it. What counts is Maven's run.
 */
final class TckOne {
    private static final List<String> PACKAGES = List.of(
            "",
            "org.jsr107.tck.",
            "org.jsr107.tck.event.",
            "org.jsr107.tck.expiry.",
            "org.jsr107.tck.integration.",
            "org.jsr107.tck.management.",
            "org.jsr107.tck.processor.",
            "org.jsr107.tck.spi.",
            "org.jsr107.tck.support.",
            "javax.cache.",
            "javax.cache.configuration.",
            "javax.cache.expiry.",
            "javax.cache.integration.");

    private TckOne() {}

    /** Takes the mode, then each test as {@code Class}, {@code Class#method} or {@code Class#prefix*}. */
    public static void main(String... args) throws IOException {
        useTckProperties(Path.of(System.getProperty("basedir", "."), "src/test/tck/tck.properties"));
        System.setProperty("jcache.redis.commands", args[0]);

        Result all = new Result();
        JUnitCore core = new JUnitCore();
        core.addListener(all.createListener());
        core.addListener(new Printer());
        new RedisForTheRun().testRunStarted(Description.EMPTY);
        Arrays.stream(args).skip(1).map(TckOne::request).forEach(core::run);
        System.out.printf(
                "TCK %s: %d run, %d failures, %d ms%n",
                args[0], all.getRunCount(), all.getFailureCount(), all.getRunTime());
        System.exit(all.wasSuccessful() && all.getRunCount() > 0 ? 0 : 1);
    }

    private static void useTckProperties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        properties.stringPropertyNames().forEach(name -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, properties.getProperty(name));
            }
        });
    }

    private static Request request(String test) {
        String[] parts = test.split("#", 2);
        Request whole = Request.aClass(testClass(parts[0]));
        return parts.length == 1 ? whole : whole.filterWith(new ByName(parts[1]));
    }

    private static Class<?> testClass(String name) {
        return PACKAGES.stream()
                .map(prefix -> prefix + name)
                .flatMap(TckOne::load)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The TCK has no test class " + name));
    }

    private static Stream<Class<?>> load(String name) {
        try {
            return Stream.of(Class.forName(name, false, TckOne.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Stream.empty();
        }
    }

    private static final class ByName extends Filter {
        private final String name;
        private final Predicate<String> matches;

        ByName(String name) {
            this.name = name;
            this.matches = name.endsWith("*")
                    ? method -> method.startsWith(name.substring(0, name.length() - 1))
                    : name::equals;
        }

        @Override
        public boolean shouldRun(Description test) {
            return test.isTest()
                    ? matches.test(test.getMethodName())
                    : test.getChildren().stream().anyMatch(this::shouldRun);
        }

        @Override
        public String describe() {
            return name;
        }
    }

    private static final class Printer extends RunListener {
        @Override
        public void testFailure(Failure failure) {
            System.out.println("FAILED " + failure.getTestHeader());
            System.out.println(failure.getTrimmedTrace());
        }
    }
}
