package io.jcacheredis.internal.expiry;

import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ForwardingEntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Answers {@link Outcome.DurationNeeded} by asking the expiry policy, so that its callers never see it. A policy with
 * constant answers costs nothing; another one costs a second round trip where it must be asked.
 */
public final class ExpiringStore extends ForwardingEntryStore {

    private final Expiry expiry;

    public ExpiringStore(EntryStore store, Expiry expiry) {
        super(store);
        this.expiry = expiry;
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        Mutation asked = mutation;
        Outcome outcome = store.apply(key, asked);
        while (outcome instanceof Outcome.DurationNeeded needed) {
            TimeToLive answer = expiry.ask(needed.slot());
            if (isDone(needed, answer)) {
                return new Outcome.Found(needed.prior(), false);
            }
            asked = asked.with(asked.expiry().with(needed.slot(), answer));
            outcome = store.apply(key, asked);
        }
        return outcome;
    }

    /** As the store does, but what the policy must be asked for comes last: of one key, send such mutations singly. */
    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        return answered(store.applyAll(mutations), mutations::get);
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        return answered(store.readSome(keys, read), i -> new KeyedMutation(keys.get(i), read));
    }

    /** The outcomes of mutations, with answers where those ask for some. */
    private List<Outcome> answered(List<Outcome> asking, IntFunction<KeyedMutation> mutations) {
        if (!asks(asking)) {
            return asking;
        }
        List<Outcome> outcomes = new ArrayList<>(asking);
        List<Integer> open = new ArrayList<>();
        List<KeyedMutation> again = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.DurationNeeded needed) {
                KeyedMutation keyed = mutations.apply(i);
                TimeToLive answer = expiry.ask(needed.slot());
                if (isDone(needed, answer)) {
                    outcomes.set(i, new Outcome.Found(needed.prior(), false));
                } else {
                    Mutation asked = keyed.mutation();
                    open.add(i);
                    again.add(new KeyedMutation(
                            keyed.key(), asked.with(asked.expiry().with(needed.slot(), answer))));
                }
            }
        }
        // Recursion ends: each round answers one more of three slots, and asks for a slot at most once.
        List<Outcome> answered = applyAll(again);
        for (int i = 0; i < open.size(); i++) {
            outcomes.set(open.get(i), answered.get(i));
        }
        return outcomes;
    }

    private static boolean asks(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.DurationNeeded) {
                return true;
            }
        }
        return false;
    }

    /** An access that leaves the time to live unchanged is complete with the read that asked for it. */
    private static boolean isDone(Outcome.DurationNeeded needed, TimeToLive answer) {
        return switch (needed.slot()) {
            case ACCESS -> answer == Special.UNCHANGED;
            case CREATION, UPDATE -> false;
        };
    }
}
