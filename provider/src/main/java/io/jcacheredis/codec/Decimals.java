package io.jcacheredis.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal text of a floating-point number, the same in every JVM.
 *
 * <p>{@link Double#toString(double)} gives other digits before JDK 19 than after it, so that the text of a key would
 * depend on the JVM that wrote it.
 */
final class Decimals {

    private Decimals() {}

    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        // Every normal double is given back by its 15 digits if fewer are enough, so 1 to 14 need no try.
        for (int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return format(rounded);
            }
        }
        return format(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
    }

    static String text(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return Float.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = Math.abs(value) < Float.MIN_NORMAL ? 1 : 6; digits < 9; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                return format(rounded);
            }
        }
        return format(exact.round(new MathContext(9, RoundingMode.HALF_EVEN)));
    }

    private static String format(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        boolean tooLong = shortest.precision() - shortest.scale() > 17;
        return tooLong || shortest.scale() > 0 ? shortest.toString() : shortest.toPlainString() + ".0";
    }
}
