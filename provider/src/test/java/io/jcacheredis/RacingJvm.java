package io.jcacheredis;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import javax.cache.Cache;

/** One of several JVMs that race for the same entries, for {@link AtomicInvokeIT}. Prints what it did. */
final class RacingJvm {

    static final int THREADS = 4;
    static final String KEY = "the one";

    private final long number;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong attempts = new AtomicLong();

    private RacingJvm(long number) {
        this.number = number;
    }

    /**
     * Arguments: the Redis and the number of this JVM. Each line of input is the name of a race, its command mode, what it
     * does, and how many rounds each thread does it.
     */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endAfter(Duration.ofMinutes(3));
        URI uri = URI.create(arguments[0]);
        RacingJvm jvm = new RacingJvm(Long.parseLong(arguments[1]));
        try (Opened natively = Opened.at(uri, "jcache.redis.commands", "native");
                Opened byScript = Opened.at(uri, "jcache.redis.commands", "script");
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Cache<String, Long> nativeCache = natively.cache("races", String.class, Long.class);
            Cache<String, Long> scriptCache = byScript.cache("races", String.class, Long.class);
            nativeCache.containsKey(KEY); // connects
            scriptCache.containsKey(KEY);
            System.out.println("ready");
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] race = line.split(" ", 4);
                jvm.race(race[0], race[1].equals("native") ? nativeCache : scriptCache, race[2], race[3]);
            }
        } finally {
            jvm.threads.shutdown();
        }
    }

    private void race(String name, Cache<String, Long> cache, String action, String rounds) throws Exception {
        attempts.set(0);
        long start = System.nanoTime();
        List<Future<Long>> results = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            long firstToken = (number * THREADS + thread) * 1_000_000L + 1;
            LongUnaryOperator round = round(name, cache, action, firstToken);
            results.add(threads.submit(repeating(round, Integer.parseInt(rounds))));
        }
        long wins = 0;
        for (Future<Long> result : results) {
            wins += result.get();
        }
        System.out.println(name + ".attempts=" + attempts);
        System.out.println(name + ".millis=" + (System.nanoTime() - start) / 1_000_000);
        System.out.println(name + ".wins=" + wins);
    }

    private static Callable<Long> repeating(LongUnaryOperator round, int rounds) {
        return () -> {
            long wins = 0;
            for (int i = 0; i < rounds; i++) {
                wins += round.applyAsLong(i);
            }
            return wins;
        };
    }

    private LongUnaryOperator round(String name, Cache<String, Long> cache, String action, long firstToken) {
        return switch (action) {
            case "invoke" -> i -> increment(cache);
            case "replace" -> i -> replaceUntilItHolds(cache);
            case "putIfAbsent" -> i -> cache.putIfAbsent("key-" + i, firstToken) ? 1 : 0;
            case "remove" -> i -> cache.remove("key-" + i) ? 1 : 0;
            case "getAndRemove" -> i -> print(name + ".taken", cache.getAndRemove("key-" + i));
            case "getAndPut" -> i -> print(name + ".prior", cache.getAndPut(KEY, firstToken + i));
            case "getAndReplace" -> i -> print(name + ".prior", cache.getAndReplace(KEY, firstToken + i));
            default -> throw new IllegalArgumentException(action);
        };
    }

    private long increment(Cache<String, Long> cache) {
        cache.<Long>invoke(KEY, (entry, none) -> {
            attempts.incrementAndGet();
            long next = entry.exists() ? entry.getValue() + 1 : 1;
            entry.setValue(next);
            return next;
        });
        return 1;
    }

    private long replaceUntilItHolds(Cache<String, Long> cache) {
        while (true) {
            attempts.incrementAndGet();
            Long current = cache.get(KEY);
            boolean held = current == null ? cache.putIfAbsent(KEY, 1L) : cache.replace(KEY, current, current + 1);
            if (held) {
                return 1;
            }
        }
    }

    private static long print(String what, Long value) {
        if (value == null) {
            return 0;
        }
        System.out.println(what + "=" + value);
        return 1;
    }
}
