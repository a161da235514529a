package io.jcacheredis.tck;

import org.junit.runner.Description;
import org.junit.runner.notification.RunListener;

/**
 * Starts the Redis under test before the first test of the TCK; it ends with the JVM. The TCK's classes know nothing of a
 * server, so the provider finds it as in any application: by the system property {@code jcache.redis.url}.
 */
public final class RedisForTheRun extends RunListener {
    /** What precedes the server's description in the output, where {@link TckReport} looks for it. */
    static final String ANNOUNCEMENT = "The TCK runs against ";

    @Override
    public void testRunStarted(Description tests) {
        try {
            Topology.Started redis = Topology.chosen().start();
            System.setProperty("jcache.redis.url", redis.uri().toString());
            System.out.println(ANNOUNCEMENT + redis.description());
        } catch (RuntimeException e) {
            // JUnit would count an exception as one more failure and run the whole TCK, against any Redis it finds.
            throw new AssertionError("The TCK has no Redis to run against: " + e.getMessage(), e);
        }
    }
}
