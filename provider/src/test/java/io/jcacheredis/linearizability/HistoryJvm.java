package io.jcacheredis.linearizability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.linearizability.Call.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * One of several JVMs that call a strict cache at random, and writes down when it called what and what came of it. The clock is
 * {@link System#nanoTime}, which all JVMs of a machine share on Linux.
 */
final class HistoryJvm {

    private static final int THREADS = 2;
    /** Keys change with the time, in all JVMs at once, so that each has few enough calls; but outlast what is held up. */
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final int KEYS = 40;
    private static final int VALUES = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** What is done wrong, to see that it is found out. */
    enum Bug {
        NONE,
        /** Comparing and setting in two steps. */
        CAS,
        /** What was not answered is sent again. */
        RETRY
    }

    private final int number;
    private final Bug bug;
    private final Cache<String, Long> cache;

    private HistoryJvm(int number, Bug bug, Cache<String, Long> cache) {
        this.number = number;
        this.bug = bug;
        this.cache = cache;
    }

    /** Arguments: the Redis, the number of this JVM, how many seconds it calls, the bug, the command mode, where to write. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endAfter(Duration.ofMinutes(30));
        int number = Integer.parseInt(arguments[1]);
        Duration duration = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", arguments[0]);
        properties.setProperty("jcache.redis.timeout", "250ms");
        properties.setProperty("jcache.redis.commands", arguments[4]);
        List<Call> history = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            Cache<String, Long> cache = provider.getCacheManager(null, null, properties)
                    .createCache(
                            "history",
                            new RedisConfiguration<String, Long>()
                                    .setTypes(String.class, Long.class)
                                    .setOnFailure(OnFailure.STRICT));
            HistoryJvm jvm = new HistoryJvm(number, Bug.valueOf(arguments[3]), cache);
            System.out.println("ready");
            System.in.read();
            List<Future<List<Call>>> parts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(31L * number + thread);
                parts.add(threads.submit((Callable<List<Call>>) () -> jvm.make(duration, random)));
            }
            for (Future<List<Call>> part : parts) {
                history.addAll(part.get());
            }
        } finally {
            threads.shutdown();
        }
        write(Path.of(arguments[5]), history);
    }

    private static void write(Path file, List<Call> history) throws IOException {
        Files.write(file, history.stream().map(Call::line).toList(), UTF_8);
    }

    private List<Call> make(Duration duration, Random random) {
        List<Call> made = new ArrayList<>();
        long start = System.nanoTime();
        for (long begin = start; begin - start < duration.toNanos(); begin = System.nanoTime()) {
            Kind kind = Kind.ALL.get(random.nextInt(Kind.ALL.size()));
            String key = "k" + begin / ROUND_NANOS + "-" + random.nextInt(KEYS);
            Call call = new Call(
                    number, kind, key, 1 + random.nextInt(VALUES), 1 + random.nextInt(VALUES), 0, begin, Call.OPEN);
            Call done = made(call);
            if (done == null) {
                LockSupport.parkNanos(PAUSE_NANOS); // Redis is away
            } else {
                made.add(done);
            }
        }
        return made;
    }

    /** The call with its end; null if it certainly did nothing and told nothing. */
    private @Nullable Call made(Call call) {
        try {
            return ended(call, result(call));
        } catch (RuntimeException e) {
            if (!Calls.isOutcomeUnknown(e)) {
                return null;
            }
            if (bug == Bug.RETRY) {
                return againUntilAnswered(call);
            }
            // The result of an open call is the time at which it was given up.
            return call.kind().changes() ? with(call, System.nanoTime(), Call.OPEN) : null;
        }
    }

    private Call againUntilAnswered(Call call) {
        while (true) {
            try {
                return ended(call, result(call));
            } catch (RuntimeException e) {
                Calls.isOutcomeUnknown(e); // throws what is no failure of Redis
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Call ended(Call call, long result) {
        return with(call, result, System.nanoTime());
    }

    private static Call with(Call call, long result, long end) {
        return new Call(call.jvm(), call.kind(), call.key(), call.argument(), call.other(), result, call.begin(), end);
    }

    private long result(Call call) {
        return bug == Bug.CAS && call.kind() == Kind.REPLACE_EQUAL ? compareThenSet(call) : Calls.result(cache, call);
    }

    private long compareThenSet(Call call) {
        boolean equal = Objects.equals(cache.get(call.key()), call.other());
        if (equal) {
            cache.put(call.key(), call.argument());
        }
        return equal ? 1 : 0;
    }
}
