package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All suites, each of their tests as a test of its own, and for each suite one that fails if another number of tests ran
 * than is known: a suite of which a part is not found, or does nothing, would be green too.
 */
class OutsideSuitesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final List<Suite> SUITES = List.of(
            new Suite(
                    "Bucket4j %s distributed bucket TCK",
                    "bucket4j", Bucket4jTck.SPECS * 16, Bucket4jTck.LEFT_OUT, List.of(Bucket4jTck.class)),
            new Suite("Micronaut Cache %s TCK", "micronaut-cache", 9, MicronautSyncTck.class, MicronautAsyncTck.class),
            new Suite("Resilience4j %s cache round trip", "resilience4j", 6, Resilience4jRoundTrip.class),
            new Suite(
                    "OpenTelemetry spans by Micrometer Tracing %s", "micrometer-tracing", 5, OpenTelemetrySpans.class),
            new Suite(
                    "Camel %s round trip",
                    "camel", 10, CamelIdempotentRoundTrip.class, CamelAggregationRoundTrip.class));

    @TestFactory
    Stream<DynamicContainer> suites() {
        return SUITES.stream()
                .map(suite -> DynamicContainer.dynamicContainer(
                        suite.title(), Stream.of(suite).flatMap(OutsideSuitesIT::run)));
    }

    private static Stream<DynamicTest> run(Suite suite) {
        List<SuiteRun.Outcome> all = SuiteRun.outcomesOf(suite.classes());
        List<SuiteRun.Outcome> counted = all.stream()
                .filter(outcome -> !suite.leftOut().contains(outcome.method()))
                .toList();
        print(suite, counted, all.size() - counted.size());
        DynamicTest count = DynamicTest.dynamicTest("all of it ran", () -> {
            assertThat(counted).as("tests that ran").hasSize(suite.tests());
            assertThat(methods(all)).as("tests that are left out").containsAll(suite.leftOut());
        });
        return Stream.concat(all.stream().map(OutsideSuitesIT::test), Stream.of(count));
    }

    private static void print(Suite suite, List<SuiteRun.Outcome> counted, int leftOut) {
        System.out.printf(
                "%s: %d of %d%s, against %s%n",
                suite.title(),
                counted.stream().filter(outcome -> outcome.failure() == null).count(),
                suite.tests(),
                leftOut == 0 ? "" : String.format(" (%d left out by its own rules)", leftOut),
                redis.server().description());
    }

    private static DynamicTest test(SuiteRun.Outcome outcome) {
        return DynamicTest.dynamicTest(outcome.name(), () -> {
            if (outcome.failure() != null) {
                throw new AssertionError(outcome.name(), outcome.failure());
            }
        });
    }

    private static Set<String> methods(List<SuiteRun.Outcome> outcomes) {
        return outcomes.stream().map(SuiteRun.Outcome::method).collect(Collectors.toSet());
    }
}
