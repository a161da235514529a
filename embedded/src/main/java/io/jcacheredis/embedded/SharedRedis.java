package io.jcacheredis.embedded;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The server that a JVM's tests share: closing it is left to the end of the JVM. */
final class SharedRedis implements TestRedis {

    // Static by nature: there is no other object that lives as long as all test classes of a JVM.
    private static @Nullable SharedRedis instance;

    private final TestRedis server;

    private SharedRedis(TestRedis server) {
        this.server = server;
    }

    static synchronized SharedRedis get() {
        if (instance == null) {
            instance = new SharedRedis(TestRedis.start());
        }
        return instance;
    }

    @Override
    public URI uri() {
        return server.uri();
    }

    @Override
    public String description() {
        return server.description();
    }

    @Override
    public boolean flush() {
        return server.flush();
    }

    @Override
    public void close() {
        // Others use it.
    }
}
