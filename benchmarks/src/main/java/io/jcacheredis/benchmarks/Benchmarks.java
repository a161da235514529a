package io.jcacheredis.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes the measurements whose names match the first argument, or all, and prints tables. The second argument is a folder for
 * plots.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        Predicate<String> wanted =
                Pattern.compile(arguments.length > 0 ? arguments[0] : ".*").asMatchPredicate();
        Path plots = Path.of(arguments.length > 1 ? arguments[1] : "plots");
        List<Suite> suites = List.of(
                new Figures(),
                new Allocation(),
                new Clearing(),
                new Purging(),
                new Costs(),
                new NearHits(),
                new NearMemory(),
                new Growth(plots),
                new Gain());
        for (Suite suite : suites) {
            suite.run(wanted);
        }
        System.exit(0); // peers leave threads
    }
}
