package io.jcacheredis.benchmarks;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;

/**
 * One comparison, on a Redis of its own.
 *
 * @param threads how many work at the same time
 * @param atLeast the ratio that is asked for, or NaN
 * @param aim the ratio that is wished for, or NaN
 */
record Row(
        String name,
        Side ours,
        Side theirs,
        int threads,
        ThreadFactory factory,
        Load load,
        double atLeast,
        double aim) {

    /** A row that only informs, for platform threads. */
    Row(String name, Side ours, Side theirs, int threads, Load load) {
        this(name, ours, theirs, threads, Thread::new, load, Double.NaN, Double.NaN);
    }

    Duel.Result fight(Duel duel) {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Client own = ours.client().on(redis.uri(), threads);
                Client other = theirs.client().on(redis.uri(), threads);
                Crew crew = new Crew(threads, factory)) {
            load.fill(own);
            load.fill(other);
            return duel.fight(
                    crew,
                    new Contender(ours.name(), i -> ours.operation().on(own, load, new SplittableRandom(i))),
                    new Contender(theirs.name(), i -> theirs.operation().on(other, load, new SplittableRandom(i))));
        }
    }
}
