package io.jcacheredis;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import javax.cache.Cache;

/** Reads large values with little heap, for {@link LargeValuesIT}. */
final class LargeValuesJvm {

    private LargeValuesJvm() {}

    /** Argument: the Redis. */
    public static void main(String[] arguments) {
        ChildJvm.endAfter(Duration.ofMinutes(3));
        try (Opened opened = Opened.at(
                URI.create(arguments[0]), "jcache.redis.timeout", "10s", "jcache.redis.limits.value-bytes", "16MB")) {
            Cache<String, byte[]> large = opened.cache("large", String.class, byte[].class);
            long entries = 0;
            long bytes = 0;
            for (Cache.Entry<String, byte[]> entry : large) {
                entries++;
                bytes += entry.getValue().length;
            }
            System.out.println("iterated=" + entries + " of " + bytes);
            System.out.println("together=" + large.getAll(Set.of("1", "2")).size());
            Cache<String, byte[]> huge = opened.cache("huge", String.class, byte[].class);
            System.out.println("huge=" + Arrays.toString(huge.get("1")));
            System.out.println("again=" + huge.containsKey("1"));
        }
    }
}
