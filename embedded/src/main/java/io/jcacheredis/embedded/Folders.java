package io.jcacheredis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temporary folders of servers. */
final class Folders {

    private static final Logger log = LoggerFactory.getLogger(Folders.class);

    private Folders() {}

    /** A new folder that only this user can enter. */
    static Path create() {
        try {
            return Files.createTempDirectory("jcache-redis-server-").toAbsolutePath();
        } catch (IOException e) {
            throw new EmbeddedRedisException("can't make a temporary folder", e);
        }
    }

    static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new EmbeddedRedisException("can't write " + file, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new EmbeddedRedisException("can't read " + file, e);
        }
    }

    /** Deletes the folder and all in it. What can't be deleted is left: nothing depends on it. */
    static void delete(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("A temporary folder is left behind", e);
        }
    }
}
