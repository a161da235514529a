package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole contract where the server is taken for a newer one, as during an upgrade: it refuses what it does not know. */
@Tag("servers")
class NewerCommandsIT extends RedisEntryStoreContract {

    private static final byte[] OTHER = bytes("other");

    private RecordingConnections recording;

    NewerCommandsIT() {
        super(Mode.NATIVE);
    }

    @Override
    RedisConnections wrap(RedisConnections pooled) {
        recording = new RecordingConnections(pooled, true);
        return recording;
    }

    @Test
    void replaceOfAnExpectedValue_isAskedForByTheNewerCommandFirst() {
        jedis.set(redisKey(KEY), VALUE);
        Mutation replace = Mutation.replace(VALUE, OTHER, Report.NOTHING, ExpiryPlan.NONE);
        recording.trips();

        assertThat(store().apply(KEY, replace).kind()).isEqualTo(Kind.UPDATED);

        assertThat(recording.trips().get(0).get(0)).startsWith("SET ").endsWith(" KEEPTTL IFEQ value GET");
        assertThat(jedis.get(redisKey(KEY))).isEqualTo(OTHER);
    }

    @Test
    void replaceOfManyExpectedValues_isAskedForInTheOlderForm() {
        jedis.set(redisKey(KEY), VALUE);
        Mutation replace = Mutation.replace(VALUE, OTHER, Report.NOTHING, ExpiryPlan.NONE);

        recording.trips();
        assertThat(store().applyAll(
                                List.of(new KeyedMutation(KEY, replace), new KeyedMutation(bytes("missing"), replace))))
                .extracting(outcome -> outcome.kind())
                .containsExactly(Kind.UPDATED, Kind.MISSING);
        assertThat(recording.trips().get(0)).noneMatch(command -> command.startsWith("SET "));
    }
}
