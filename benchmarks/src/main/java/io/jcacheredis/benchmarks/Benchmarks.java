package io.jcacheredis.benchmarks;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Measures the rows whose names match the first argument, or all, and prints a table. */
public final class Benchmarks {

    private static final Duel DUEL = new Duel(21, Duration.ofMillis(200), Duration.ofSeconds(2));

    private Benchmarks() {}

    public static void main(String[] arguments) {
        Pattern wanted = Pattern.compile(arguments.length > 0 ? arguments[0] : ".*");
        System.out.println("| work | against | ratio | 10 % to 90 % | ours | at least | aim |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Row row : rows()) {
            if (wanted.matcher(row.name()).matches()) {
                measure(row);
            }
        }
        System.exit(0); // peers leave threads
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        jedis(rows, Operation.GET, 1, 0.9, 1);
        jedis(rows, Operation.PUT, 1, 0.9, 1);
        jedis(rows, Operation.GET, 16, 1.25, 1.5);
        jedis(rows, Operation.PUT, 16, 1.25, 1.5);
        jedis(rows, Operation.GET, 64, 2, 3);
        jedis(rows, Operation.PUT, 64, 1.7, 2.5);
        jedis(rows, Operation.GET, 256, 3, 4);
        jedis(rows, Operation.GET_ALL, 1, 0.9, 1);
        jedis(rows, Operation.PUT_ALL, 1, 0.9, 1);
        ownGet(rows, Operation.READ_MODIFY_WRITE, 0.35, 0.45);
        ownGet(rows, Operation.BLIND_SET, 0.45, 0.75);
        for (Operation operation : List.of(Operation.GET, Operation.PUT)) {
            peers(rows, operation);
        }
        peer(rows, Operation.GET_ALL, 1, "Redisson", CacheClient::redisson, 2.5, 3);
        peer(rows, Operation.PUT_ALL, 1, "Redisson", CacheClient::redisson, 2.5, 3);
        peer(rows, Operation.READ_MODIFY_WRITE, 1, "Redisson", CacheClient::redisson, 2.5, 3);
        return rows;
    }

    private static void peers(List<Row> rows, Operation operation) {
        peer(rows, operation, 1, "Redisson", CacheClient::redisson, 2, 2.2);
        peer(rows, operation, 64, "Redisson", CacheClient::redisson, 5, 8);
        peer(rows, operation, 1, "Lettuce", LettuceClient::new, 1.1, 1.3);
        peer(rows, operation, 64, "Lettuce", LettuceClient::new, 2, 3);
        peer(rows, operation, 1, "Spring Data", SpringClient::new, 1.1, 1.3);
        peer(rows, operation, 64, "Spring Data", SpringClient::new, 2, 3);
    }

    private static void jedis(List<Row> rows, Operation operation, int threads, double atLeast, double aim) {
        rows.add(row(operation, threads, "Jedis", JedisClient::new, operation, atLeast, aim));
    }

    private static void ownGet(List<Row> rows, Operation operation, double atLeast, double aim) {
        rows.add(row(operation, 1, "our get", (redis, n) -> CacheClient.own(redis), Operation.GET, atLeast, aim));
    }

    private static void peer(
            List<Row> rows,
            Operation operation,
            int threads,
            String rival,
            java.util.function.Function<URI, Client> client,
            double atLeast,
            double aim) {
        rows.add(row(operation, threads, rival, (redis, n) -> client.apply(redis), operation, atLeast, aim));
    }

    private static Row row(
            Operation operation,
            int threads,
            String rival,
            BiFunction<URI, Integer, Client> client,
            Operation theirs,
            double atLeast,
            double aim) {
        String name = operation.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + threads + "-"
                + rival.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Row(name, operation, threads, rival, client, theirs, atLeast, aim);
    }

    private static void measure(Row row) {
        ThreadFactory threads = Thread::new;
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Client own = CacheClient.own(redis.uri());
                Client other = row.against().apply(redis.uri(), row.threads());
                Crew crew = new Crew(row.threads(), threads)) {
            Operation.fill(own);
            Operation.fill(other);
            Duel.Result result = DUEL.fight(
                    crew,
                    new Contender("own", i -> row.ours().on(own, new SplittableRandom(i))),
                    new Contender(row.rival(), i -> row.theirs().on(other, new SplittableRandom(i))));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f to %.2f | %,.0f/s | %.2f | %.2f |%n",
                    row.name(),
                    row.rival(),
                    result.ratio(),
                    result.low(),
                    result.high(),
                    result.perSecond(),
                    row.atLeast(),
                    row.aim());
        }
    }
}
