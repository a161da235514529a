package io.jcacheredis.commandline.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.store.KeyPattern;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * One walk over the database that tells of each cache about how many entries it has, with a sample of their keys. What is under the key
 * prefix and of no cache that is known counts for the first part of its name. Memory is bounded by the samples. A key that Redis
 * tells twice, as it may while a table grows, counts twice. Used by one thread.
 */
public final class Survey {

    private static final int BATCH = 1000;
    private static final int MOST_STRANGERS = 200;
    private static final String REST = "…";

    private final Session session;
    private final int sampleSize;
    private final RandomGenerator random;
    private final TreeMap<String, CacheFacts> starts = new TreeMap<>();
    private final Map<String, Part> parts = new TreeMap<>();
    private final KeyWalk walk;
    private long lookedAt;

    /** The entries of one cache. */
    public static final class Part {

        private final String cacheName;
        private final boolean known;
        private final List<byte[]> sample = new ArrayList<>();
        private long entries;

        private Part(String cacheName, boolean known) {
            this.cacheName = cacheName;
            this.known = known;
        }

        /** The name of the cache, or what its keys begin with if it is not known. */
        public String cacheName() {
            return cacheName;
        }

        /** Whether there is such a cache, or only keys that look like it. */
        public boolean known() {
            return known;
        }

        /** How many entries it has, about. */
        public long entries() {
            return entries;
        }

        /** The whole keys of some of them, each as likely as any other. */
        public List<byte[]> sample() {
            return sample;
        }
    }

    /** A survey of these caches, and of what else there is under the key prefix, that has not begun. */
    public Survey(Session session, Collection<CacheFacts> caches, int sampleSize) {
        this.session = session;
        this.sampleSize = sampleSize;
        this.random = RandomGenerator.getDefault();
        for (CacheFacts cache : caches) {
            starts.put(cache.space().start(), cache);
            parts.put(cache.name(), new Part(cache.name(), cache.isKnown()));
        }
        this.walk = walk();
    }

    private KeyWalk walk() {
        ByteArrayOutputStream glob = new ByteArrayOutputStream();
        glob.writeBytes(KeyPattern.escaped(session.settings().keyPrefix().getBytes(UTF_8)));
        glob.write('*');
        return KeyWalk.ofAnyType(session, glob.toByteArray(), BATCH);
    }

    /** Walks to the end. The consumer is told about how many keys were looked at. */
    public Collection<Part> all(LongConsumer progress) {
        while (step()) {
            progress.accept(lookedAt);
        }
        return parts.values();
    }

    /** Goes one step, of one round trip, and tells whether there is another one. */
    public boolean step() {
        for (byte[] key : walk.next()) {
            add(key);
        }
        lookedAt += BATCH;
        return !walk.isFinished();
    }

    /** About how many keys of the database were looked at. */
    public long lookedAt() {
        return lookedAt;
    }

    /** What was counted so far. */
    public Collection<Part> parts() {
        return parts.values();
    }

    private void add(byte[] key) {
        Part part = part(new String(key, UTF_8));
        part.entries++;
        if (part.sample.size() < sampleSize) {
            part.sample.add(key);
        } else if (sampleSize > 0) {
            long at = random.nextLong(part.entries);
            if (at < sampleSize) {
                part.sample.set((int) at, key);
            }
        }
    }

    private Part part(String key) {
        // No key space begins with another one, so it is the nearest start or none.
        Map.Entry<String, CacheFacts> nearest = starts.floorEntry(key);
        if (nearest != null && key.startsWith(nearest.getKey())) {
            return parts.computeIfAbsent(nearest.getValue().name(), name -> new Part(name, true));
        }
        String rest = key.substring(session.settings().keyPrefix().length());
        int colon = rest.indexOf(':', 1);
        String guess = (colon < 0 ? rest : rest.substring(0, colon)) + ":" + REST;
        boolean room = parts.containsKey(guess) || parts.size() < starts.size() + MOST_STRANGERS;
        return parts.computeIfAbsent(room ? guess : REST, name -> new Part(name, false));
    }
}
