package io.jcacheredis.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures one contender against another in short alternating slices of one run: single rounds on a shared machine differ by
 * half, but what disturbs a slice mostly disturbs its neighbour too. The figure is the median of the ratios of the pairs.
 */
final class Duel {

    static final Duel USUAL = new Duel(21, Duration.ofMillis(200), Duration.ofSeconds(2));
    static final Duel SHORT = new Duel(11, Duration.ofMillis(200), Duration.ofSeconds(1));

    private final int pairs;
    private final Duration slice;
    private final Duration warmUp;

    Duel(int pairs, Duration slice, Duration warmUp) {
        this.pairs = pairs;
        this.slice = slice;
        this.warmUp = warmUp;
    }

    /**
     * What came out.
     *
     * @param ours the median of the operations of the challenger in a second
     * @param theirs the same of the other one
     * @param ratio how many times as many as the other one's: the median of the pairs, and the tenth and ninetieth percentiles
     */
    record Result(double ours, double theirs, double low, double ratio, double high) {

        String spread() {
            return String.format(Locale.ROOT, "%.2f to %.2f", low, high);
        }
    }

    Result fight(Crew crew, Contender challenger, Contender other) {
        crew.work(challenger, warmUp);
        crew.work(other, warmUp);
        double[] ratios = new double[pairs];
        double[] ours = new double[pairs];
        double[] theirs = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            boolean first = i % 2 == 0; // neither always follows the other
            if (!first) {
                theirs[i] = crew.work(other, slice);
            }
            ours[i] = crew.work(challenger, slice);
            if (first) {
                theirs[i] = crew.work(other, slice);
            }
            ratios[i] = ours[i] / theirs[i];
        }
        Arrays.sort(ratios);
        Arrays.sort(ours);
        Arrays.sort(theirs);
        int middle = pairs / 2;
        return new Result(
                ours[middle], theirs[middle], ratios[pairs / 10], ratios[middle], ratios[pairs - 1 - pairs / 10]);
    }
}
