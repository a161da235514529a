package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.Logged;
import io.jcacheredis.internal.connection.Fence.Peer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** Who is to be killed before anything is sent, and what is said where that is not permitted. */
class FenceTest {

    private static final Peer ONE = new Peer("1", "a:1");
    private static final Peer OTHER = new Peer("2", "a:2");
    private final JedisAccessControlException refused = new JedisAccessControlException("NOPERM no");
    private final Fence fence = new Fence(new Node("memory", 1), true);

    @Test
    void doubt_lastsUntilTheKillIsAnswered() {
        assertThat(fence.isInDoubt()).isFalse();
        assertThat(fence.doubtful()).isEmpty();

        fence.doubt(ONE);
        fence.doubt(OTHER);
        assertThat(fence.isInDoubt()).isTrue();
        assertThat(fence.doubtful()).containsExactlyInAnyOrder(ONE, OTHER);

        fence.settle(ONE, 1L);
        assertThat(fence.doubtful()).containsExactly(OTHER);
        fence.settle(OTHER, 0L); // it had ended already
        assertThat(fence.isInDoubt()).isFalse();
    }

    @Test
    void readsOnly_areNeverInDoubt() {
        Fence ofReads = new Fence(new Node("memory", 1), false);
        try (Logged logged = Logged.of(Fence.class)) {
            ofReads.doubt(ONE);
            ofReads.doubt(null);

            assertThat(ofReads.isInDoubt()).isFalse();
            assertThat(logged.text()).isEmpty();
        }
    }

    @Test
    void killThatIsRefused_isToldOnce_andNotTriedForEver() {
        try (Logged logged = Logged.of(Fence.class)) {
            fence.doubt(ONE);
            fence.settle(ONE, 1L);
            assertThat(logged.text()).isEmpty();

            for (int i = 0; i < 2; i++) {
                fence.doubt(ONE);
                fence.settle(ONE, refused);
            }

            assertThat(fence.isInDoubt()).isFalse();
            assertThat(logged.text().lines())
                    .singleElement()
                    .asString()
                    .contains("memory:1", "CLIENT KILL", "+client|info and +client|kill");
        }
    }

    @Test
    void connectionThatIsNotKnown_isTold_asItCanNotBeKilled() {
        try (Logged logged = Logged.of(Fence.class)) {
            fence.doubt(null);

            assertThat(fence.isInDoubt()).isFalse();
            assertThat(logged.text()).contains("does not permit CLIENT INFO");
        }
    }
}
