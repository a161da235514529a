package io.jcacheredis.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** How speed changes as the work grows, beside plain Jedis: a table, and a plot for each kind of growth. */
final class Growth implements Suite {

    private static final int[] POWERS = {1_000, 10_000, 100_000, 1_000_000};
    private static final int[] BYTES = {100, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] THREADS = {1, 4, 16, 64, 256};

    private final Path plots;
    private final Table table = new Table("work", "ratio to Jedis", "10 % to 90 %", "ours/s", "theirs/s");

    /** A suite that draws its plots into a folder. */
    Growth(Path plots) {
        this.plots = plots;
    }

    @Override
    public void run(Predicate<String> wanted) throws IOException {
        for (Operation operation : List.of(Operation.GET, Operation.PUT)) {
            grow(wanted, operation, "threads", THREADS, threads -> row(operation, threads, Load.USUAL));
            grow(wanted, operation, "bytes of a value", BYTES, bytes -> row(operation, 1, Load.ofValues(bytes)));
            grow(wanted, operation, "entries", POWERS, keys -> row(operation, 1, new Load(keys, 200)));
        }
    }

    private static Row row(Operation operation, int threads, Load load) {
        return new Row("", Side.ours(Feature.NONE, operation), Side.jedis(operation), threads, load);
    }

    private void grow(Predicate<String> wanted, Operation operation, String what, int[] sizes, IntFunction<Row> rows)
            throws IOException {
        String name = "growth-" + Side.word(operation) + "-" + Side.word(what.split(" ", -1)[0]);
        if (!wanted.test(name)) {
            return;
        }
        List<Plot.Point> ours = new ArrayList<>();
        List<Plot.Point> theirs = new ArrayList<>();
        for (int size : sizes) {
            Duel.Result result = rows.apply(size).fight(Duel.SHORT);
            table.row(
                    Side.word(operation) + ", " + String.format("%,d", size) + " " + what,
                    result.ratio(),
                    result.spread(),
                    result.ours(),
                    result.theirs());
            ours.add(new Plot.Point(size, result.ours()));
            theirs.add(new Plot.Point(size, result.theirs()));
        }
        new Plot(Side.word(operation) + "s in a second", what, ours, theirs).write(plots.resolve(name + ".svg"));
    }
}
