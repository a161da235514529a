package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the clock of Redis decides about expiry: JVMs whose clocks differ agree, and tests need not wait. */
class ClockTest {

    private static final Pattern CLOCK_OF_THE_JVM = Pattern.compile(
            "currentTimeMillis|(Instant|LocalDateTime|LocalDate|ZonedDateTime|OffsetDateTime)\\.now|new Date\\("
                    + "|Clock\\.system|InstantSource");
    private static final Pattern TIME_OF_DAY_IN_REDIS =
            Pattern.compile("PXAT|EXAT|EXPIREAT|EXPIRETIME|'TIME'|os\\.time");

    @ParameterizedTest
    @ValueSource(strings = {"store", "connection", "expiry", "registry", "source"})
    void javaSources_neverAskTheClockOfTheJvm(String folder) throws IOException {
        for (Path source : sources(Path.of("src/main/java/io/jcacheredis/internal", folder))) {
            assertThat(source).content().doesNotContainPattern(CLOCK_OF_THE_JVM);
        }
    }

    /** Waiting has a deadline of this JVM's; entries have none. */
    @ParameterizedTest
    @ValueSource(strings = {"store", "expiry"})
    void javaSources_measureNoTime(String folder) throws IOException {
        for (Path source : sources(Path.of("src/main/java/io/jcacheredis/internal", folder))) {
            assertThat(source).content().doesNotContain("nanoTime");
        }
    }

    @Test
    void sources_knowRelativeTimesOnly() throws IOException {
        List<Path> sources = new ArrayList<>(sources(Path.of("src/main/java/io/jcacheredis/internal/store")));
        sources.addAll(sources(Path.of("src/main/resources/io/jcacheredis/internal/store")));
        // Leases of JVMs and intents to write end by Redis's time of day, and so does the life that an intent gives
        // back: by the clock by which Redis itself ends it.
        assertThat(sources.removeIf(source -> source.endsWith("claim.lua"))).isTrue();
        assertThat(sources.removeIf(source -> source.endsWith("live.lua"))).isTrue();
        assertThat(sources.removeIf(source -> source.endsWith("intent.lua"))).isTrue();
        // It only says when to look whether an entry with a tag is still there.
        assertThat(sources.removeIf(source -> source.endsWith("tag.lua"))).isTrue();
        for (Path source : sources) {
            assertThat(source).content().doesNotContainPattern(TIME_OF_DAY_IN_REDIS);
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources = files.filter(Files::isRegularFile).toList();
            assertThat(sources).as(folder.toString()).isNotEmpty();
            return sources;
        }
    }
}
