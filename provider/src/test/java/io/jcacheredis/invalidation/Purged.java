package io.jcacheredis.invalidation;

import io.jcacheredis.RedisCacheManager;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.cache.CacheException;

/** A manager that only notes what is purged: patterns as they are, tags with {@code #} before them. */
public final class Purged {

    private final List<String> purged = new ArrayList<>();
    private Function<String, Long> purge = what -> 1L;
    private boolean closed;

    /** Each pattern purged fails. */
    public Purged failing() {
        purge = what -> {
            throw new CacheException("on purpose: " + what);
        };
        return this;
    }

    public void close() {
        closed = true;
    }

    public List<String> all() {
        return purged;
    }

    public RedisCacheManager manager() {
        return (RedisCacheManager) Proxy.newProxyInstance(
                Purged.class.getClassLoader(),
                new Class<?>[] {RedisCacheManager.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "purge" -> purge((String) arguments[0]);
                    case "purgeByTag" -> purge("#" + String.join(" #", (String[]) arguments[0]));
                    case "isClosed" -> closed;
                    case "getURI" -> URI.create("jcache-redis:test");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private long purge(String what) {
        purged.add(what);
        return purge.apply(what);
    }
}
