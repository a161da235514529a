package io.jcacheredis.tck;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.embedded.TestRedis;
import java.net.URI;
import java.util.Locale;

/** What the TCK runs against, as the system property {@value #PROPERTY} chooses. All of it ends with the JVM. */
enum Topology {
    SINGLE {
        @Override
        Started start() {
            TestRedis redis = TestRedis.shared();
            return new Started(redis.uri(), redis.description());
        }
    },
    CLUSTER {
        @Override
        Started start() {
            EmbeddedCluster cluster = EmbeddedCluster.start();
            return new Started(
                    cluster.uri(), "a cluster of " + cluster.nodes().get(0).description());
        }
    },
    SENTINEL {
        @Override
        Started start() {
            EmbeddedSentinel sentinels = EmbeddedSentinel.start();
            return new Started(
                    sentinels.uri(),
                    "sentinels over " + sentinels.nodes().get(0).description());
        }
    };

    static final String PROPERTY = "tck.topology";

    record Started(URI uri, String description) {}

    abstract Started start();

    static Topology chosen() {
        return valueOf(System.getProperty(PROPERTY, SINGLE.name()).toUpperCase(Locale.ROOT));
    }
}
