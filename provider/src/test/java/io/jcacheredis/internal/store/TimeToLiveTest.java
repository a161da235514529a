package io.jcacheredis.internal.store;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeToLiveTest {

    static Stream<Arguments> durations() {
        long longest = TimeToLive.LONGEST_MILLIS;
        return Stream.of(
                arguments(null, Special.UNCHANGED),
                arguments(Duration.ETERNAL, Special.ETERNAL),
                arguments(new Duration(), Special.ETERNAL),
                arguments(new Duration(null, 0), Special.ETERNAL),
                arguments(Duration.ZERO, Special.ZERO),
                arguments(new Duration(MILLISECONDS, 0), Special.ZERO),
                arguments(new Duration(DAYS, 0), Special.ZERO),
                arguments(new Duration(5, 5), Special.ZERO),
                arguments(new Duration(MILLISECONDS, 1), new Finite(1)),
                arguments(new Duration(SECONDS, 2), new Finite(2_000)),
                arguments(new Duration(MINUTES, 3), new Finite(180_000)),
                arguments(new Duration(HOURS, 1), new Finite(3_600_000)),
                arguments(Duration.ONE_DAY, new Finite(86_400_000)),
                arguments(new Duration(1_000, 4_500), new Finite(3_500)),
                arguments(new Duration(Long.MAX_VALUE, Long.MAX_VALUE), Special.ETERNAL),
                arguments(new Duration(MILLISECONDS, longest), new Finite(longest)),
                arguments(new Duration(MILLISECONDS, longest + 1), Special.ETERNAL),
                arguments(new Duration(MILLISECONDS, Long.MAX_VALUE), Special.ETERNAL),
                arguments(new Duration(DAYS, Long.MAX_VALUE), Special.ETERNAL),
                arguments(new Duration(DAYS, longest / 86_400_000 + 1), Special.ETERNAL));
    }

    @ParameterizedTest
    @MethodSource("durations")
    void of_saysWhatTheDurationMeans(Duration duration, TimeToLive expected) {
        assertThat(TimeToLive.of(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void finite_withoutTime_isRefused(long millis) {
        assertThatThrownBy(() -> new Finite(millis)).isInstanceOf(IllegalArgumentException.class);
    }
}
