package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two releases of one application run at the same time, and have other attributes of the same entity. */
class RollingUpgradeIT {

    @TempDir
    Path folder;

    @Test
    void entriesOfTheOtherRelease_areMisses_ofBoth() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Version before = new Version(folder, "public String name = \"a\";", 1, redis.uri(), "upgrade");
                Version after = new Version(
                        folder,
                        "public String label = \"none\"; public String name = \"b\"; public Integer count = 7;",
                        2,
                        redis.uri(),
                        "upgrade")) {
            before.persist(1);
            after.persist(2);

            assertThat(before.statements(1)).isZero();
            assertThat(after.attribute(1, "name")).isEqualTo("a");
            assertThat(after.attribute(1, "label")).isNull();
            assertThat(before.attribute(1, "name")).isEqualTo("a");
            assertThat(after.attribute(2, "count")).isEqualTo(7);
            assertThat(before.attribute(2, "name")).isEqualTo("b");

            // Who reads last has it in Redis, as it is for him.
            assertThat(before.statements(2)).isZero();
            assertThat(after.statements(2)).isOne();

            // Results are known to be old by the time when the other release has written.
            assertThat(after.count()).isEqualTo(2);
            before.persist(3);
            assertThat(after.count()).isEqualTo(3);
        }
    }
}
