package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.LoadLease;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.WriteIntent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;

/**
 * Says every mutation by the script {@code mutate.lua}, which defines what mutations mean; those that are a step of a {@link
 * WriteIntent} or a {@link LoadLease} by {@code intent.lua} and {@code lease.lua}, and those of entries with tags by {@code tag.lua}, which
 * call it.
 */
final class ScriptedCommands implements MutationCommands {

    /**
     * The scripts by the kinds of mutations.
     *
     * @param plain of what is neither of the others
     * @param tag of entries with tags
     * @param intent of steps of write intents
     * @param lease of steps of loads
     * @param tagByIntent of steps of write intents, of entries with tags
     */
    private record Scripts(Script plain, Script tag, Script intent, Script lease, Script tagByIntent) {

        /** Those that call the same script to mutate the entry. */
        static Scripts calling(Script mutate) {
            Script tag = Script.load("tag.lua").calling("mutate", mutate);
            Script intent = Script.load("intent.lua");
            return new Scripts(
                    mutate,
                    tag,
                    intent.calling("mutate", mutate),
                    Script.load("lease.lua").calling("mutate", mutate),
                    intent.calling("mutate", tag));
        }

        /** The same that tell what they did. */
        Scripts published() {
            Script publish = Script.load("publish.lua");
            return new Scripts(
                    publish.calling("step", plain),
                    publish.calling("step", tag),
                    publish.calling("step", intent),
                    publish.calling("step", lease),
                    publish.calling("step", tagByIntent));
        }
    }

    private static final Script MUTATE = Script.load("mutate.lua");
    private static final Scripts SILENT = Scripts.calling(MUTATE);
    private static final Scripts PUBLISHED =
            Scripts.calling(Script.load("noted.lua").calling("change", MUTATE)).published();
    private static final String UNTOLD = "!";
    private static final byte[] NOTHING = {};
    private static final Map<Condition, byte[]> CONDITIONS = words(Condition.class);
    private static final Map<Action, byte[]> ACTIONS = words(Action.class);
    private static final Map<Report, byte[]> REPORTS = words(Report.class);
    private static final Map<WriteIntent.Step, byte[]> STEPS = words(WriteIntent.Step.class);
    private static final Map<LoadLease.Step, byte[]> LEASE_STEPS = words(LoadLease.Step.class);
    private static final Map<TimeToLive.Special, byte[]> TIMES_TO_LIVE = new EnumMap<>(Map.of(
            TimeToLive.Special.UNDETERMINED, ascii("?"),
            TimeToLive.Special.UNCHANGED, ascii("="),
            TimeToLive.Special.ETERNAL, ascii("eternal"),
            TimeToLive.Special.ZERO, ascii("zero")));

    private final TagIndex tags;
    private final LoadKeys loads;
    private final Publication publication;
    private final Builder<Outcome> reply = new Builder<>() {
        @Override
        public Outcome build(Object told) {
            return outcome(told);
        }
    };

    /** The commands of a store whose tags and leases are kept there, and whose changes are told there. */
    ScriptedCommands(TagIndex tags, LoadKeys loads, Publication publication) {
        this.tags = tags;
        this.loads = loads;
        this.publication = publication;
    }

    @Override
    public CommandObject<Outcome> command(byte[] redisKey, Mutation mutation) {
        boolean published = publication.concerns(mutation);
        CommandArguments arguments = script(published ? PUBLISHED : SILENT, mutation)
                .call(keys(redisKey, mutation, published))
                .add(word(CONDITIONS, mutation.condition()))
                .add(word(ACTIONS, mutation.action()))
                .add(word(REPORTS, mutation.report()))
                .add(timeToLive(mutation.expiry().creation()))
                .add(timeToLive(mutation.expiry().update()))
                .add(timeToLive(mutation.expiry().access()))
                .add(orNothing(mutation.value()))
                .add(orNothing(mutation.expected()));
        if (mutation.stage() instanceof WriteIntent.Stage stage) {
            arguments.add(word(STEPS, stage.step())).add(stage.token()).add(stage.fenceMillis());
        } else if (mutation.stage() instanceof LoadLease.Stage stage) {
            arguments.add(word(LEASE_STEPS, stage.step())).add(stage.token()).add(stage.millis());
        }
        if (!mutation.tags().isEmpty()) {
            arguments.add(tags.start()).add(mutation.tags().names().size());
        }
        return new CommandObject<>(published ? publication.addTo(arguments) : arguments, reply);
    }

    private static Script script(Scripts scripts, Mutation mutation) {
        if (mutation.stage() instanceof LoadLease.Stage) {
            return scripts.lease();
        }
        if (mutation.tags().isEmpty()) {
            return mutation.stage() == null ? scripts.plain() : scripts.intent();
        }
        return mutation.stage() == null ? scripts.tag() : scripts.tagByIntent();
    }

    private byte[][] keys(byte[] redisKey, Mutation mutation, boolean published) {
        List<byte[]> keys = new ArrayList<>();
        keys.add(redisKey);
        if (mutation.stage() instanceof LoadLease.Stage) {
            keys.add(SideKeys.LOAD.of(redisKey));
            keys.add(loads.epoch(redisKey));
        }
        if (mutation.stage() != null) {
            keys.add(SideKeys.WRITES.of(redisKey));
        }
        if (!mutation.tags().isEmpty()) {
            keys.addAll(tags.keys(redisKey, mutation.tags().names()));
        }
        if (published) {
            keys.addAll(publication.keys());
        }
        return keys.toArray(byte[][]::new);
    }

    private Outcome outcome(Object told) {
        List<?> parts = (List<?>) told;
        byte @Nullable [] prior = parts.size() > 1 ? (byte[]) parts.get(1) : null;
        String word = new String((byte[]) Objects.requireNonNull(parts.get(0)), US_ASCII);
        if (word.endsWith(UNTOLD)) {
            publication.noteUntold();
            word = word.substring(0, word.length() - UNTOLD.length());
        }
        return outcome(word, prior);
    }

    private static Outcome outcome(String word, byte @Nullable [] prior) {
        return switch (word) {
            case "created" -> new Outcome.Created();
            case "discarded" -> new Outcome.Discarded();
            case "missing" -> new Outcome.Missing();
            case "updated" -> new Outcome.Updated(prior, false);
            case "updated-expired" -> new Outcome.Updated(prior, true);
            case "removed" -> new Outcome.Removed(prior);
            case "leased" -> new Outcome.Leased();
            case "found" -> new Outcome.Found(prior, false);
            case "found-expired" -> new Outcome.Found(prior, true);
            case "differs" -> new Outcome.Differs(Objects.requireNonNull(prior));
            case "need-creation" -> new Outcome.DurationNeeded(ExpiryPlan.Slot.CREATION, null);
            case "need-update" -> new Outcome.DurationNeeded(ExpiryPlan.Slot.UPDATE, null);
            case "need-access" -> new Outcome.DurationNeeded(ExpiryPlan.Slot.ACCESS, prior);
            default -> throw new IllegalStateException("mutate.lua replied " + word);
        };
    }

    private static byte[] timeToLive(TimeToLive timeToLive) {
        if (timeToLive instanceof TimeToLive.Finite finite) {
            return ascii(Long.toString(finite.millis()));
        }
        return word(TIMES_TO_LIVE, (TimeToLive.Special) timeToLive);
    }

    private static byte[] orNothing(byte @Nullable [] bytes) {
        return bytes == null ? NOTHING : bytes;
    }

    private static <E extends Enum<E>> byte[] word(Map<E, byte[]> words, E constant) {
        return Objects.requireNonNull(words.get(constant));
    }

    private static <E extends Enum<E>> Map<E, byte[]> words(Class<E> type) {
        Map<E, byte[]> words = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            words.put(constant, ascii(constant.name().toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
