package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("servers")
class ScriptedRedisEntryStoreIT extends RedisEntryStoreContract {

    private RecordingConnections recording;

    ScriptedRedisEntryStoreIT() {
        super(Mode.SCRIPT);
    }

    @Override
    RedisConnections wrap(RedisConnections pooled) {
        recording = new RecordingConnections(pooled);
        return recording;
    }

    static List<Mutation> mutations() {
        return List.of(
                Mutation.peek(),
                Mutation.exists(),
                Mutation.read(plan(Special.UNCHANGED)),
                Mutation.read(plan(new Finite(600_000))),
                Mutation.set(Condition.ANY, VALUE, Report.NOTHING, plan(Special.ETERNAL)),
                Mutation.replace(VALUE, VALUE, Report.NOTHING, plan(Special.ETERNAL)),
                Mutation.remove(Report.NOTHING));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void apply_isOneCallOfTheScript(Mutation mutation) {
        store().apply(KEY, Mutation.exists()); // Redis knows the script now
        recording.trips();
        CommandStats.reset(servers.get(0));

        store().apply(KEY, mutation);

        assertThat(recording.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.subList(trip.size() - 1, trip.size()))
                        .singleElement()
                        .asString()
                        .startsWith("EVALSHA "));
        assertThat(CommandStats.of(servers.get(0))).containsEntry("evalsha", 1L).doesNotContainKey("eval");
    }

    @Test
    void applyAll_isOneTrip() {
        KeyedMutation exists = new KeyedMutation(KEY, Mutation.exists());
        recording.trips();

        store().applyAll(List.of(exists, exists, exists));

        assertThat(recording.trips()).hasSize(1);
    }
}
