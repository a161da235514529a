package io.jcacheredis.embedded;

import java.net.URI;

/**
 * A Redis or Valkey for tests: whichever the system property {@value #PROPERTY} asks for.
 *
 * <ul>
 *   <li>{@code embedded}, or nothing: an {@link EmbeddedRedis} that runs the bundled program
 *   <li>the path of a server program, or a command line with spaces: an {@link EmbeddedRedis} that runs it
 *   <li>{@code container:IMAGE}: a container, by Testcontainers, which must be on the class path
 *   <li>a {@code redis://} or {@code rediss://} URL: a server that runs already. Its data are never deleted from here.
 * </ul>
 *
 * <p>Implementations are safe for use by several threads. A server that was started from here ends with the JVM.
 */
public interface TestRedis extends AutoCloseable {

    /** The name of the system property that chooses the server. */
    String PROPERTY = "jcache.redis.test.server";

    /** Where the server listens, with its password if it has one: {@code redis://127.0.0.1:17000}. */
    URI uri();

    /** Product, version and origin, such as {@code redis 7.0.15 (embedded)}. */
    String description();

    /**
     * Deletes all data, if the server was started from here.
     *
     * @return whether they were deleted; false for a server that was given by its URL, which is not touched
     */
    boolean flush();

    /** Ends the server if it was started from here, except the {@linkplain #shared() shared} one. May be called again. */
    @Override
    void close();

    /**
     * The one server that all tests of this JVM can share, started by the first call. It ends with the JVM.
     *
     * @throws EmbeddedRedisException if it can't be started, or the property makes no sense
     */
    static TestRedis shared() {
        return SharedRedis.get();
    }

    /**
     * Starts a server of one's own; for a URL, that server.
     *
     * @throws EmbeddedRedisException if it can't be started, or the property makes no sense
     */
    static TestRedis start() {
        return ServerChoice.current().start();
    }
}
