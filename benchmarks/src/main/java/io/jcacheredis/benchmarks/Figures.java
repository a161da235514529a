package io.jcacheredis.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/** Comparisons with what is asked for and what is wished for. */
final class Figures implements Suite {

    private final List<Row> rows = new ArrayList<>();

    Figures() {
        beside(Operation.GET, 1, 0.9, 1);
        beside(Operation.PUT, 1, 0.9, 1);
        rows.add(new Row(
                "get-record-1-jedis",
                Side.ours(Feature.RECORDS, Operation.GET),
                Side.jedis(Operation.GET),
                1,
                Thread::new,
                Load.USUAL,
                0.8,
                0.9));
        beside(Operation.GET, 16, 1.25, 1.5);
        beside(Operation.PUT, 16, 1.25, 1.5);
        beside(Operation.GET, 64, 2, 3);
        beside(Operation.PUT, 64, 1.7, 2.5);
        beside(Operation.GET, 256, 3, 4);
        ThreadFactory virtual = VirtualThreads.factory();
        if (virtual != null) {
            add("get-256-virtual-jedis", Operation.GET, 256, virtual, Side.jedis(Operation.GET), 3, 4);
        }
        beside(Operation.GET_ALL, 1, 0.9, 1);
        beside(Operation.PUT_ALL, 1, 0.9, 1);
        toOwnGet(Operation.READ_MODIFY_WRITE, 0.35, 0.45);
        toOwnGet(Operation.BLIND_SET, 0.45, 0.75);
        redisson(Operation.GET, 1, 2, 2.2);
        redisson(Operation.PUT, 1, 2, 2.2);
        redisson(Operation.GET, 64, 5, 8);
        redisson(Operation.PUT, 64, 5, 8);
        redisson(Operation.GET_ALL, 1, 2.5, 3);
        redisson(Operation.PUT_ALL, 1, 2.5, 3);
        redisson(Operation.READ_MODIFY_WRITE, 1, 2.5, 3);
        for (Operation operation : List.of(Operation.GET, Operation.PUT)) {
            Side lettuce = Side.peer("Lettuce", LettuceClient::new, operation);
            Side spring = Side.peer("Spring Data", SpringClient::new, operation);
            for (Side peer : List.of(lettuce, spring)) {
                add(operation, 1, peer, 1.1, 1.3);
                add(operation, 64, peer, 2, 3);
            }
        }
    }

    private void beside(Operation operation, int threads, double atLeast, double aim) {
        add(operation, threads, Side.jedis(operation), atLeast, aim);
    }

    private void toOwnGet(Operation operation, double atLeast, double aim) {
        Side get = new Side("our get", (redis, n) -> Feature.STRICT.on(redis), Operation.GET);
        add(operation, 1, get, atLeast, aim);
    }

    private void redisson(Operation operation, int threads, double atLeast, double aim) {
        add(operation, threads, Side.peer("Redisson", CacheClient::redisson, operation), atLeast, aim);
    }

    private void add(Operation operation, int threads, Side other, double atLeast, double aim) {
        String name = Side.word(operation) + "-" + threads + "-" + Side.word(other.name());
        add(name, operation, threads, Thread::new, other, atLeast, aim);
    }

    private void add(
            String name,
            Operation operation,
            int threads,
            ThreadFactory factory,
            Side other,
            double atLeast,
            double aim) {
        rows.add(new Row(name, Side.ours(Feature.NONE, operation), other, threads, factory, Load.USUAL, atLeast, aim));
    }

    @Override
    public void run(Predicate<String> wanted) {
        Table table = new Table("work", "against", "ratio", "10 % to 90 %", "ours/s", "theirs/s", "at least", "aim");
        for (Row row : rows) {
            if (wanted.test(row.name())) {
                Duel.Result result = row.fight(Duel.USUAL);
                table.row(
                        row.name(),
                        row.theirs().name(),
                        result.ratio(),
                        result.spread(),
                        result.ours(),
                        result.theirs(),
                        row.atLeast(),
                        row.aim());
            }
        }
    }
}
