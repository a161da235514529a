package io.jcacheredis.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@link TestRedis#PROPERTY} asks for. */
sealed interface ServerChoice {

    /** Names a running server; used where there is no program to start. */
    String REDIS_URL = "REDIS_URL";

    Pattern SPACES = Pattern.compile("\\s+");
    String CONTAINER = "container:";

    /** Starts the server, or connects to it. */
    TestRedis start();

    /** The program for servers that can't be anything but child processes, such as the nodes of a cluster. */
    ServerProgram program();

    /** What the system property of this JVM asks for. */
    static ServerChoice current() {
        return parse(System.getProperty(TestRedis.PROPERTY, ""), ServerProgramFinder.ofThisMachine(), System.getenv());
    }

    static ServerChoice parse(String value, ServerProgramFinder finder, Map<String, String> environment) {
        String choice = value.strip();
        if (choice.isEmpty() || choice.equals("embedded")) {
            return new Any(finder, environment);
        }
        if (choice.startsWith(CONTAINER)) {
            return new Container(choice.substring(CONTAINER.length()), finder);
        }
        if (choice.startsWith("redis://") || choice.startsWith("rediss://")) {
            return new Running(URI.create(choice), finder);
        }
        return new Program(Files.exists(Path.of(choice)) ? List.of(choice) : List.of(SPACES.split(choice)));
    }

    /** The bundled program, or one on the path, or else the server that the environment names. */
    record Any(ServerProgramFinder finder, Map<String, String> environment) implements ServerChoice {

        @Override
        public TestRedis start() {
            ServerProgram program;
            try {
                program = program();
            } catch (EmbeddedRedisException e) {
                String url = environment.get(REDIS_URL);
                if (url == null || url.isBlank()) {
                    throw e;
                }
                return ExternalRedis.at(URI.create(url.strip()));
            }
            return EmbeddedRedis.builder().program(program).start();
        }

        @Override
        public ServerProgram program() {
            return finder.find();
        }
    }

    /** This program, which may be preceded by a loader and its arguments. */
    record Program(List<String> command) implements ServerChoice {

        @Override
        public TestRedis start() {
            return EmbeddedRedis.builder().program(program()).start();
        }

        @Override
        public ServerProgram program() {
            String origin = command.get(command.size() - 1);
            try {
                return ServerProgram.of(command, origin);
            } catch (IOException e) {
                throw new EmbeddedRedisException(
                        String.join(" ", command) + " can't be run as a Redis server. " + TestRedis.PROPERTY
                                + " is: embedded, the path of a server program or a command line that starts one,"
                                + " container:IMAGE, or a redis:// URL",
                        e);
            }
        }
    }

    /** A container of this image. */
    record Container(String image, ServerProgramFinder finder) implements ServerChoice {

        @Override
        public TestRedis start() {
            try {
                return ContainerRedis.start(image);
            } catch (NoClassDefFoundError e) {
                throw new EmbeddedRedisException(
                        TestRedis.PROPERTY + "=" + CONTAINER + image
                                + " needs org.testcontainers:testcontainers (2.x) on the class path;"
                                + " in this project's build, use -Predis-container",
                        e);
            }
        }

        @Override
        public ServerProgram program() {
            return finder.find();
        }
    }

    /** The server at this URL. */
    record Running(URI uri, ServerProgramFinder finder) implements ServerChoice {

        @Override
        public TestRedis start() {
            return ExternalRedis.at(uri);
        }

        @Override
        public ServerProgram program() {
            return finder.find();
        }
    }
}
