package io.jcacheredis;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * Threads of several JVMs that do things to the same entries in rounds, and meet before and after each. The database behind the cache is
 * in the same Redis, in the keys {@code db:<key>}.
 */
final class Race {

    private final RedisClient redis;
    private final String cache;
    private final int threads;
    private long stale;
    private long kept;
    private long absent;

    /**
     * A race.
     *
     * @param cache the name of the cache
     * @param threads how many take part, of all JVMs
     */
    Race(RedisClient redis, String cache, int threads) {
        this.redis = redis;
        this.cache = cache;
        this.threads = threads;
    }

    /** Where the database has what belongs to a key of the cache. */
    static String inDatabase(Object key) {
        return "db:" + key;
    }

    /** Goes on when all threads of all JVMs have come here. */
    void meet(String where, int round) {
        String key = "meeting:" + where + ":" + round;
        redis.incr(key);
        redis.expire(key, 60);
        while (Integer.parseInt(Objects.requireNonNullElse(redis.get(key), "0")) < threads) {
            LockSupport.parkNanos(100_000);
        }
    }

    /**
     * Compares the cache and the database after a round, when nobody does anything: by the first thread that comes here.
     *
     * @param judges whether this JVM is the one that does
     * @param keys how many there are, {@code key-0} and so on
     */
    void check(int round, boolean judges, int keys) {
        if (judges
                && redis.set("checker:" + round, "", SetParams.setParams().nx().ex(60)) != null) {
            for (int i = 0; i < keys; i++) {
                check("key-" + i);
            }
        }
        meet("checked", round);
    }

    private synchronized void check(String key) {
        String cached = redis.get("jcache:" + cache + ":" + key);
        String stored = redis.get(inDatabase(key));
        if (cached == null) {
            absent++;
        } else if (cached.equals(stored)) {
            kept++;
        } else {
            stale++;
            System.out.println(key + " is " + cached + " and in the database " + stored);
        }
    }

    /** For the JVM that started this one. */
    synchronized void printResult() {
        System.out.println("stale=" + stale);
        System.out.println("kept=" + kept);
        System.out.println("absent=" + absent);
    }

    /** A pause of a length that may be none. */
    static void pause() {
        int choice = ThreadLocalRandom.current().nextInt(4);
        if (choice == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
        } else if (choice == 1) {
            LockSupport.parkNanos(1);
        }
    }
}
