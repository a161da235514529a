package io.jcacheredis.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a server program: the bundled one, else {@code redis-server}, else {@code valkey-server} on the path.
 *
 * <p>What is found is kept for later calls; a failure is not.
 */
final class ServerProgramFinder {

    private static final Logger log = LoggerFactory.getLogger(ServerProgramFinder.class);
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");
    private static final ServerProgramFinder THIS_MACHINE = new ServerProgramFinder(
            Platform.current(),
            name -> ServerProgramFinder.class.getClassLoader().getResourceAsStream(name),
            ExecutableCache.ofThisUser(),
            systemPath());

    private final Platform platform;
    private final Function<String, @Nullable InputStream> resources;
    private final ExecutableCache cache;
    private final List<Path> path;
    private @Nullable ServerProgram found;

    ServerProgramFinder(
            Platform platform,
            Function<String, @Nullable InputStream> resources,
            ExecutableCache cache,
            List<Path> path) {
        this.platform = platform;
        this.resources = resources;
        this.cache = cache;
        this.path = List.copyOf(path);
    }

    /** The one for this JVM; it is shared so that the program is extracted and checked once. */
    static ServerProgramFinder ofThisMachine() {
        return THIS_MACHINE;
    }

    /** Throws an {@link EmbeddedRedisException} that tells what was tried if there is no program. */
    synchronized ServerProgram find() {
        if (found == null) {
            found = search();
            log.debug("Servers will run {}", found);
        }
        return found;
    }

    private ServerProgram search() {
        List<String> tried = new ArrayList<>();
        ServerProgram program = bundled(tried);
        for (String name : NAMES) {
            program = program == null ? onPath(name, tried) : program;
        }
        if (program == null) {
            throw new EmbeddedRedisException("No Redis server can be started here. Tried: " + String.join("; ", tried)
                    + ". Install redis-server or valkey-server, or set the environment variable "
                    + ServerChoice.REDIS_URL + " or the system property " + TestRedis.PROPERTY
                    + " to the redis:// URL of a running server (the property also takes a server program's path).");
        }
        return program;
    }

    private @Nullable ServerProgram bundled(List<String> tried) {
        String name = platform.bundledServer().orElse(null);
        if (name == null) {
            tried.add("a bundled server: there is none for " + platform.system() + " " + platform.processor());
            return null;
        }
        try (InputStream content = resources.apply(name)) {
            if (content == null) {
                tried.add("bundled " + name + ": not on the class path (org.signal:embedded-redis)");
                return null;
            }
            Path program = cache.put(name, content.readAllBytes());
            return tryOut(program, "embedded", tried);
        } catch (IOException e) {
            tried.add("bundled " + name + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable ServerProgram onPath(String name, List<String> tried) {
        for (Path folder : path) {
            Path program = folder.resolve(name);
            if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                return tryOut(program, program.toString(), tried);
            }
        }
        tried.add(name + ": not on the PATH");
        return null;
    }

    private static @Nullable ServerProgram tryOut(Path program, String origin, List<String> tried) {
        try {
            return ServerProgram.of(List.of(program.toAbsolutePath().toString()), origin);
        } catch (IOException e) {
            tried.add(program + ": can't be run: " + e.getMessage());
            return null;
        }
    }

    private static List<Path> systemPath() {
        String value = System.getenv("PATH");
        return value == null
                ? List.of()
                : Arrays.stream(value.split(File.pathSeparator))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .toList();
    }
}
