package io.jcacheredis.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures one contender against another in short alternating slices of one run: single rounds on a shared machine differ by
 * half, but what disturbs a slice mostly disturbs its neighbour too. The figure is the median of the ratios of the pairs.
 */
final class Duel {

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
     * @param perSecond the median of the operations of the challenger in a second
     * @param ratio how many times as many as the other one's: the median of the pairs, and the tenth and ninetieth percentiles
     */
    record Result(double perSecond, double low, double ratio, double high) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,10.0f/s  %5.2fx  (%.2f to %.2f)", perSecond, ratio, low, high);
        }
    }

    Result fight(Crew crew, Contender challenger, Contender other) {
        crew.work(challenger, warmUp);
        crew.work(other, warmUp);
        double[] ratios = new double[pairs];
        double[] speeds = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            boolean first = i % 2 == 0; // neither always follows the other
            double others = first ? 0 : crew.work(other, slice);
            speeds[i] = crew.work(challenger, slice);
            if (first) {
                others = crew.work(other, slice);
            }
            ratios[i] = speeds[i] / others;
        }
        Arrays.sort(ratios);
        Arrays.sort(speeds);
        return new Result(speeds[pairs / 2], ratios[pairs / 10], ratios[pairs / 2], ratios[pairs - 1 - pairs / 10]);
    }
}
