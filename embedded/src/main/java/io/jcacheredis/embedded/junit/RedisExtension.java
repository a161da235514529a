package io.jcacheredis.embedded.junit;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.TestRedis;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives JUnit Jupiter tests the Redis that {@value TestRedis#PROPERTY} chooses: the one that all classes of the JVM share,
 * emptied before each class, or one of their own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RedisExtension redis = RedisExtension.create();
 * }</pre>
 *
 * <p>Or annotate the class with {@link RedisTest} and take a {@link TestRedis} as a parameter. A server that was given by
 * its URL is never emptied. Classes that run at the same time and share a server must not rely on its being empty: give
 * them servers of their own, or use {@link #withoutFlush()}.
 */
public final class RedisExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RedisExtension.class);

    private final boolean ownServer;
    private final boolean flush;
    private volatile @Nullable TestRedis server;

    /** As {@link #create()}; for {@code @ExtendWith}. */
    public RedisExtension() {
        this(false, true);
    }

    private RedisExtension(boolean ownServer, boolean flush) {
        this.ownServer = ownServer;
        this.flush = flush;
    }

    /** The shared server, emptied before each class. */
    public static RedisExtension create() {
        return new RedisExtension();
    }

    /** An extension that gives each class a new server, which ends after it. */
    public RedisExtension withOwnServer() {
        return new RedisExtension(true, flush);
    }

    /** An extension that leaves the data of earlier classes in the shared server. */
    public RedisExtension withoutFlush() {
        return new RedisExtension(ownServer, false);
    }

    /**
     * The server of the class that runs.
     *
     * @throws IllegalStateException if none runs
     */
    public TestRedis server() {
        TestRedis current = server;
        if (current == null) {
            throw new IllegalStateException("no test class runs; register the extension in a static field");
        }
        return current;
    }

    /**
     * Where the server of the class that runs listens.
     *
     * @throws IllegalStateException if none runs
     */
    public URI uri() {
        return server().uri();
    }

    /** Starts or empties the server, once per outermost class: the nested ones may rely on data of the outer one. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        boolean own = ownServer || wantsOwnServer(context);
        TestRedis started = own ? TestRedis.start() : TestRedis.shared();
        context.getStore(NAMESPACE).put(TestRedis.class, started);
        server = started;
        if (flush && !own) {
            started.flush();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        server = null;
        TestRedis started = context.getStore(NAMESPACE).remove(TestRedis.class, TestRedis.class);
        if (started != null) {
            started.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestRedis.class || type == EmbeddedRedis.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestRedis started = context.getStore(NAMESPACE).get(TestRedis.class, TestRedis.class);
        Class<?> type = parameter.getParameter().getType();
        if (!type.isInstance(started)) {
            throw new ParameterResolutionException(
                    started == null
                            ? "no server was started; register the extension in a static field"
                            : started.description() + " is not an " + type.getSimpleName()
                                    + ": take a TestRedis, or a server of the class's own");
        }
        return started;
    }

    private static boolean isNested(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), Nested.class);
    }

    private static boolean wantsOwnServer(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), RedisTest.class)
                .map(RedisTest::ownServer)
                .orElse(false);
    }
}
