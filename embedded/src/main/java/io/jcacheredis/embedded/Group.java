package io.jcacheredis.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and closes several servers at once. */
final class Group {

    private static final Logger log = LoggerFactory.getLogger(Group.class);

    private Group() {}

    /** Starts servers 0 to count-1. If one fails, all are closed, and its failure is thrown. */
    static List<EmbeddedRedis> start(int count, IntFunction<EmbeddedRedis> starter) {
        AtomicInteger threads = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "jcache-redis-embedded-start-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            return collect(IntStream.range(0, count)
                    .mapToObj(index -> CompletableFuture.supplyAsync(() -> starter.apply(index), executor))
                    .toList());
        } finally {
            executor.shutdown();
        }
    }

    private static List<EmbeddedRedis> collect(List<CompletableFuture<EmbeddedRedis>> starts) {
        List<EmbeddedRedis> started = new ArrayList<>();
        RuntimeException failure = null;
        for (CompletableFuture<EmbeddedRedis> start : starts) {
            try {
                started.add(start.join());
            } catch (CompletionException e) {
                failure = failure == null ? asRuntimeException(e) : failure;
            }
        }
        if (failure != null) {
            closeAll(started);
            throw failure;
        }
        return List.copyOf(started);
    }

    private static RuntimeException asRuntimeException(CompletionException e) {
        return e.getCause() instanceof EmbeddedRedisException cause ? cause : e;
    }

    /** Closes all, also if closing one fails; then that is thrown. */
    static void closeAll(List<EmbeddedRedis> servers) {
        RuntimeException failure = null;
        for (EmbeddedRedis server : servers) {
            try {
                server.close();
            } catch (RuntimeException e) {
                log.debug("{} can't be closed", server, e);
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Those that can be expected to answer: neither ended nor paused. */
    static List<EmbeddedRedis> live(List<EmbeddedRedis> servers) {
        return servers.stream().filter(EmbeddedRedis::isLive).toList();
    }
}
