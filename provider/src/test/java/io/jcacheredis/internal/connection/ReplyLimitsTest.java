package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyLimitsTest {

    private final ReplyLimits limits = new ReplyLimits(10, 90, 5);

    @Test
    void among_severalServers_isThePartOfEach() {
        assertThat(limits.among(3)).isEqualTo(new ReplyLimits(10, 30, 5));
        assertThat(limits.among(100)).isEqualTo(new ReplyLimits(10, 1, 5));
        assertThat(limits.among(1)).isSameAs(limits);
    }

    @Test
    void each_boundsNothingTogether() {
        assertThat(limits.each()).isEqualTo(new ReplyLimits(10, Long.MAX_VALUE, 5));
    }
}
