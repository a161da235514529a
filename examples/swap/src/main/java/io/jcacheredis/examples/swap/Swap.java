package io.jcacheredis.examples.swap;

import io.jcacheredis.embedded.TestRedis;
import java.io.PrintStream;
import java.util.List;

/** Runs {@link Shop}, unchanged, on three providers. */
public final class Swap {

    /** The one setting that chooses among the providers on the class path, as JSR-107 has it. */
    static final String SETTING = "javax.cache.spi.CachingProvider";

    static final List<String> PROVIDERS = List.of(
            "io.jcacheredis.RedisCachingProvider",
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
            "org.ehcache.jsr107.EhcacheCachingProvider");

    private Swap() {}

    /** Uses the Redis of {@code REDIS_URL}, or an embedded one. */
    public static void main(String[] args) {
        if (System.getenv("REDIS_URL") == null) {
            System.setProperty("jcache.redis.url", TestRedis.shared().uri().toString());
        }
        for (String provider : PROVIDERS) {
            runOn(provider, System.out);
        }
    }

    static void runOn(String provider, PrintStream out) {
        System.setProperty(SETTING, provider);
        out.println("-D" + SETTING + "=" + provider);
        Shop.run(out);
        out.println();
    }
}
