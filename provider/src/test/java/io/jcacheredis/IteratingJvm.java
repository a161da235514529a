package io.jcacheredis;

import java.net.URI;
import java.time.Duration;
import java.util.BitSet;
import java.util.Iterator;
import javax.cache.Cache;

/** A JVM with little heap that walks over a cache whose keys are 0, 1, 2, …, for {@link IteratorMemoryIT}. */
final class IteratingJvm {

    private IteratingJvm() {}

    /** Arguments: the Redis, the cache, the number of entries that it should have. */
    public static void main(String[] arguments) {
        ChildJvm.endAfter(Duration.ofMinutes(3));
        int expected = Integer.parseInt(arguments[2]);
        try (Opened opened = Opened.at(URI.create(arguments[0]))) {
            Cache<Integer, String> cache = opened.cache(arguments[1], Integer.class, String.class);
            long start = System.nanoTime();
            BitSet seen = new BitSet(expected);
            long entries = 0;
            Iterator<Cache.Entry<Integer, String>> iterator = cache.iterator();
            while (iterator.hasNext()) {
                seen.set(iterator.next().getKey());
                entries++;
            }
            System.out.println("entries=" + entries);
            System.out.println("distinct=" + seen.cardinality());
            System.out.println("millis=" + (System.nanoTime() - start) / 1_000_000);
            System.out.println("heapMaxMiB=" + Runtime.getRuntime().maxMemory() / (1 << 20));
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println("heapLiveMiB=" + (runtime.totalMemory() - runtime.freeMemory()) / (1 << 20));
            System.out.println("more=" + iterator.hasNext()); // it lived until here
        }
    }
}
