package io.jcacheredis.internal.connection.cluster;

import io.jcacheredis.embedded.EmbeddedCluster;

/** One cluster for the tests that leave it as it is; it ends with the JVM. */
public final class TestCluster {

    private TestCluster() {}

    public static EmbeddedCluster shared() {
        return Shared.CLUSTER;
    }

    private static final class Shared {

        static final EmbeddedCluster CLUSTER = EmbeddedCluster.start();
    }
}
