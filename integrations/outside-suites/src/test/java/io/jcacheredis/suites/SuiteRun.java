package io.jcacheredis.suites;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the classes of a suite by the engines that they are written for, and keeps what became of each test. */
final class SuiteRun implements TestExecutionListener {

    /**
     * What became of a test, or of a class that could not be run.
     *
     * @param method the name of its method, empty where the engine does not tell it
     */
    record Outcome(String name, String method, @Nullable Throwable failure) {}

    private final List<Outcome> outcomes = new ArrayList<>();
    private @Nullable TestPlan plan;

    private SuiteRun() {}

    /** The outcomes of all tests, in their order; a test that was skipped or aborted counts as failed. */
    static List<Outcome> outcomesOf(List<Class<?>> classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.stream().map(DiscoverySelectors::selectClass).toList())
                .build();
        // Listeners that are registered for the whole JVM are those of the run that this one is part of.
        LauncherConfig config = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        SuiteRun run = new SuiteRun();
        LauncherFactory.create(config).execute(request, run);
        return List.copyOf(run.outcomes);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, new AssertionError("skipped: " + reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (passed && !test.isTest()) {
            return;
        }
        add(
                test,
                passed
                        ? null
                        : result.getThrowable().orElseGet(() -> new AssertionError("it is " + result.getStatus())));
    }

    private void add(TestIdentifier test, @Nullable Throwable failure) {
        outcomes.add(new Outcome(name(test), method(test).orElse(""), failure));
    }

    /** A test that was made by a method with parameters is named after both. */
    private String name(TestIdentifier test) {
        Optional<TestIdentifier> parent = plan == null ? Optional.empty() : plan.getParent(test);
        return parent.filter(container -> method(container).isPresent())
                .map(container -> container.getDisplayName() + " " + test.getDisplayName())
                .orElseGet(test::getDisplayName);
    }

    private static Optional<String> method(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName());
    }
}
