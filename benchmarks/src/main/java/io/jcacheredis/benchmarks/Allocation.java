package io.jcacheredis.benchmarks;

import com.sun.management.ThreadMXBean;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The bytes that one operation allocates in its thread, which does all of the work where nobody else is about. */
final class Allocation implements Suite {

    private static final int WARM_UP = 30_000;
    private static final int COUNTED = 30_000;

    @Override
    public void run(Predicate<String> wanted) throws Exception {
        Table table = new Table("work", "against", "times the bytes", "ours", "theirs");
        for (Operation operation : List.of(Operation.GET, Operation.PUT, Operation.GET_ALL, Operation.PUT_ALL)) {
            String name = "bytes-" + Side.word(operation);
            if (!wanted.test(name)) {
                continue;
            }
            try (EmbeddedRedis redis = EmbeddedRedis.start();
                    Client own = Feature.NONE.on(redis.uri());
                    Client jedis = new JedisClient(redis.uri(), 1)) {
                double ours = bytes(own, operation);
                double theirs = bytes(jedis, operation);
                table.row(Side.word(operation), "Jedis", ours / theirs, ours, theirs);
            }
        }
    }

    private static double bytes(Client client, Operation operation) throws Exception {
        Load.USUAL.fill(client);
        Worker worker = operation.on(client, Load.USUAL, new SplittableRandom(1));
        for (int i = 0; i < WARM_UP; i++) {
            worker.once();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < COUNTED; i++) {
            worker.once();
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / (double) COUNTED;
    }
}
