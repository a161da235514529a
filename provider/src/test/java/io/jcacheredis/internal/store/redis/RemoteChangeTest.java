package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages are read as {@code publish.lua} writes them, and whatever else comes is no event. */
class RemoteChangeTest {

    private static byte[] message(char outcome, String key, String written, String prior) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(1);
        bytes.write(outcome);
        bytes.writeBytes("sixteen bytes id".getBytes(UTF_8));
        part(bytes, key);
        part(bytes, written);
        bytes.writeBytes(prior.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static void part(ByteArrayOutputStream bytes, String text) {
        bytes.writeBytes(new byte[] {0, 0, 0, (byte) text.length()});
        bytes.writeBytes(text.getBytes(UTF_8));
    }

    @Test
    void update_hasAllItsParts() {
        RemoteChange change =
                RemoteChange.read(message('U', "key", "new", "old")).orElseThrow();

        assertThat(change.origin()).asString(UTF_8).isEqualTo("sixteen bytes id");
        assertThat(change.redisKey()).asString(UTF_8).isEqualTo("key");
        assertThat(change.written()).asString(UTF_8).isEqualTo("new");
        assertThat(change.outcome().prior()).asString(UTF_8).isEqualTo("old");
    }

    @Test
    void emptyKeyAndValues_areNoMistake() {
        RemoteChange change = RemoteChange.read(message('R', "", "", "")).orElseThrow();

        assertThat(change.redisKey()).isEmpty();
        assertThat(change.outcome().prior()).isEmpty();
        assertThat(change.written()).isNull();
    }

    @Test
    void unknownVersionOrOutcome_isNone() {
        byte[] other = message('U', "key", "new", "old");
        other[0] = 2;

        assertThat(RemoteChange.read(other)).isEmpty();
        assertThat(RemoteChange.read(message('X', "key", "new", "old"))).isEmpty();
    }

    @Test
    void partOfAMessage_isNone_upToTheValueBefore() {
        byte[] whole = message('U', "key", "new", "old");
        int untilPrior = whole.length - "old".length();
        for (int length = 0; length < untilPrior; length++) {
            assertThat(RemoteChange.read(Arrays.copyOf(whole, length)))
                    .as("of %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void anyBytes_failNowhere() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = message('U', "key", "new", "old");
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> RemoteChange.read(damaged)).doesNotThrowAnyException();
        }
    }
}
