package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableCacheTest {

    private static final byte[] CONTENT = "program".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    @Test
    void put_writesOnceForItsOwnerAlone() throws IOException {
        ExecutableCache cache = new ExecutableCache(temp.resolve("a/cache"));

        Path first = cache.put("p", CONTENT);
        var written = Files.getLastModifiedTime(first);
        Path second = cache.put("p", CONTENT);

        assertThat(second).isEqualTo(first).isExecutable().hasBinaryContent(CONTENT);
        assertThat(Files.getLastModifiedTime(second)).isEqualTo(written);
        assertThat(permissions(first)).isEqualTo("rwx------");
        assertThat(permissions(first.getParent())).isEqualTo("rwx------");
    }

    @Test
    void put_otherContent_otherFile() throws IOException {
        ExecutableCache cache = new ExecutableCache(temp.resolve("cache"));

        Path first = cache.put("p", CONTENT);
        Path second = cache.put("p", new byte[] {1});

        assertThat(second).isNotEqualTo(first).hasBinaryContent(new byte[] {1});
        assertThat(first).hasBinaryContent(CONTENT);
    }

    @Test
    void put_damagedFile_isReplaced() throws IOException {
        ExecutableCache cache = new ExecutableCache(temp.resolve("cache"));
        Path program = cache.put("p", CONTENT);
        Files.write(program, new byte[] {1, 2});

        assertThat(cache.put("p", CONTENT)).isEqualTo(program).hasBinaryContent(CONTENT);
    }

    @Test
    void put_folderThatOthersCanWrite_isRefused() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("cache"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> new ExecutableCache(folder).put("p", CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another user");
    }

    @Test
    void put_linkToAFolder_isRefused() throws IOException {
        Path folder = Files.createSymbolicLink(temp.resolve("cache"), Files.createDirectory(temp.resolve("elsewhere")));

        assertThatThrownBy(() -> new ExecutableCache(folder).put("p", CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another user");
    }

    @Test
    void put_manyAtOnce_allSeeTheWholeFile() throws Exception {
        byte[] content = new byte[2_000_000];
        int threads = 16;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Path>> puts = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        together.await();
                        Path program = new ExecutableCache(temp.resolve("cache")).put("p", content);
                        assertThat(program).hasBinaryContent(content);
                        return program;
                    }))
                    .toList();
            Set<Path> programs = new HashSet<>();
            for (Future<Path> put : puts) {
                programs.add(put.get());
            }
            assertThat(programs).hasSize(1);
            try (Stream<Path> files = Files.list(temp.resolve("cache"))) {
                assertThat(files).containsExactlyElementsOf(programs);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
