package io.jcacheredis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.faults.Certificates;
import io.jcacheredis.faults.TlsProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the provider reaches by reflection while it does what programs ask for, held against what its jar tells GraalVM. An image has only
 * what it was told of when it was built, so what is missing there fails when it is used.
 */
class ReachabilityIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    private static Path folder;

    /** What no job comes to: it takes an enum with more than 64 constants, and JDK 21. */
    private static final Set<String> OUT_OF_REACH = Set.of("java.util.JumboEnumSet", "java.lang.Thread");

    /** What JDK 17 serializes, and no JDK of a GraalVM that reads the file does. */
    private static final Set<String> GONE = Set.of("java.util.ImmutableCollections$AbstractImmutableMap");

    private static List<Access> needed;
    private static List<Access> neededOfProgram;
    private static Metadata metadata;

    @BeforeAll
    static void trace() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.sign("server", "RSA", "dns:localhost,ip:127.0.0.1");
        Path file = folder.resolve("trace.txt");
        try (TlsProxy secure = new TlsProxy(redis.uri(), certificates.context("server"), false);
                ChildJvm child = ChildJvm.of(
                                Jobs.class,
                                redis.uri().toString(),
                                "rediss://localhost:" + secure.port(),
                                certificates.ca().toString())
                        .options(TracingAgent.option(folder, file))
                        .start()) {
            child.awaitEnd(Duration.ofMinutes(2));
        }
        List<Access> all = Files.readAllLines(file).stream().map(Access::parse).toList();
        needed = all.stream()
                .filter(Access::needsMetadata)
                .filter(access -> !GONE.contains(access.type()))
                .toList();
        neededOfProgram = all.stream().filter(Access::needsMetadataOfProgram).toList();
        metadata = Metadata.read();
    }

    @Test
    void whatIsReached_isInTheMetadata() {
        assertThat(needed.stream().filter(access -> !metadata.allows(access)).map(Access::wanted))
                .as("what has to be added to %s", Metadata.FILE)
                .isEmpty();
    }

    @Test
    void whatIsInTheMetadata_isReached() {
        Set<String> reached = new HashSet<>(OUT_OF_REACH);
        needed.forEach(access -> reached.add(access.kind().equals("proxy") ? "proxy " + access.type() : access.type()));

        assertThat(metadata.types().keySet().stream().filter(type -> !reached.contains(type)))
                .as("what %s has in vain, or no job comes to", Metadata.FILE)
                .isEmpty();
    }

    /** Else the two above would see nothing and be content. */
    @Test
    void trace_hasEveryKind() {
        assertThat(needed)
                .extracting(Access::kind)
                .contains("class", "method", "field", "array", "proxy", "resource", "serialized")
                .doesNotContain("failed");
    }

    /** What docs/native-image.md has programs say: their classes with methods and constructors, and which of them are serialized. */
    @Test
    void classesOfPrograms_areReachedByMethodsAndConstructors() {
        assertThat(neededOfProgram)
                .extracting(Access::kind)
                .contains("class", "method", "serialized", "proxy")
                .isSubsetOf("class", "method", "serialized", "proxy", "resource");
    }
}
