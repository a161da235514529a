package io.jcacheredis.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/** What features cost: a cache with one beside a cache without. */
final class Costs implements Suite {

    @Override
    public void run(Predicate<String> wanted) {
        Table table =
                new Table("feature", "operation", "of the speed without", "10 % to 90 %", "with it/s", "without/s");
        for (Feature feature : Feature.values()) {
            for (Operation operation : List.of(Operation.GET, Operation.PUT)) {
                String name = "cost-" + Side.word(feature) + "-" + Side.word(operation);
                if (feature != Feature.NONE && wanted.test(name)) {
                    Side with = Side.ours(feature, operation);
                    Side without = Side.ours(Feature.NONE, operation);
                    Duel.Result result = new Row(name, with, without, 1, Load.USUAL).fight(Duel.USUAL);
                    table.row(
                            Side.word(feature),
                            Side.word(operation),
                            result.ratio(),
                            result.spread(),
                            result.ours(),
                            result.theirs());
                }
            }
        }
    }
}
