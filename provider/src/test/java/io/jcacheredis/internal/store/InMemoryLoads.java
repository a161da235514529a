package io.jcacheredis.internal.store;

import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The leases of an {@link InMemoryEntryStore}: what the steps of a {@link LoadLease} mean, without a Redis. */
final class InMemoryLoads {

    private static final long SHORT_MILLIS = 5_000;

    /** @param stores whether what is loaded may be stored */
    private record Lease(String token, long end, boolean stores) {}

    private final Map<ByteBuffer, Lease> leases = new HashMap<>();
    private final BiFunction<ByteBuffer, Mutation, Outcome> mutate;
    private final Predicate<ByteBuffer> hasIntents;
    private final LongSupplier clock;

    InMemoryLoads(
            BiFunction<ByteBuffer, Mutation, Outcome> mutate, Predicate<ByteBuffer> hasIntents, LongSupplier clock) {
        this.mutate = mutate;
        this.hasIntents = hasIntents;
        this.clock = clock;
    }

    Outcome step(ByteBuffer name, Mutation mutation, LoadLease.Stage stage) {
        String token = new String(stage.token(), StandardCharsets.US_ASCII);
        Lease held = leases.get(name);
        if (held != null && held.end <= clock.getAsLong()) {
            leases.remove(name);
            held = null;
        }
        boolean mine = held != null && held.token.equals(token);
        Mutation plain = mutation.at(null);
        return switch (stage.step()) {
            case ACQUIRE -> acquire(name, plain, token, stage.millis(), mine ? null : held);
            case SEIZE -> {
                leases.put(name, new Lease(token, clock.getAsLong() + stage.millis(), !hasIntents.test(name)));
                yield mutate.apply(name, plain);
            }
            case FILL -> mine ? fill(name, plain, held.stores) : new Outcome.Leased();
            case RENEW -> mine ? renew(name, plain, held, stage.millis()) : new Outcome.Missing();
            case RELEASE -> {
                if (mine) {
                    leases.remove(name);
                }
                yield new Outcome.Missing();
            }
        };
    }

    private Outcome acquire(ByteBuffer name, Mutation look, String token, long millis, @Nullable Lease other) {
        Outcome outcome = mutate.apply(name, look);
        if (!(outcome instanceof Outcome.Missing)) {
            return outcome;
        }
        if (other != null) {
            return new Outcome.Leased();
        }
        leases.put(name, new Lease(token, clock.getAsLong() + millis, !hasIntents.test(name)));
        return outcome;
    }

    private Outcome fill(ByteBuffer name, Mutation change, boolean stores) {
        if (!stores || hasIntents.test(name)) {
            leases.remove(name);
            return new Outcome.Leased();
        }
        Outcome outcome = mutate.apply(name, change);
        if (!(outcome instanceof Outcome.DurationNeeded)) {
            leases.remove(name);
        }
        return outcome;
    }

    private Outcome renew(ByteBuffer name, Mutation look, Lease held, long millis) {
        boolean exists = mutate.apply(name, Mutation.exists()).existed();
        boolean old = hasIntents.test(name) || (look.condition() == Condition.ABSENT && exists);
        if (held.stores && old) {
            leases.remove(name);
            return new Outcome.Missing();
        }
        leases.put(name, new Lease(held.token, clock.getAsLong() + millis, held.stores));
        return new Outcome.Found(null, false);
    }

    boolean areEndedBy(Mutation mutation) {
        return mutation.action() == Action.REMOVE
                || (mutation.stage() instanceof WriteIntent.Stage stage
                        && stage.step().endsLoads())
                || (mutation.action() == Action.SET
                        && (isShort(mutation.expiry().creation())
                                || isShort(mutation.expiry().update())));
    }

    private static boolean isShort(TimeToLive life) {
        return life == Special.ZERO || (life instanceof Finite finite && finite.millis() <= SHORT_MILLIS);
    }

    void end(ByteBuffer name) {
        leases.remove(name);
    }

    void endAll() {
        leases.clear();
    }
}
