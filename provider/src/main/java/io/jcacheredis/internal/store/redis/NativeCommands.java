package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/**
 * Says a mutation by one native command where one means the same as {@code mutate.lua}, or by a shorter script, else by that
 * script. A pair of commands never does: another JVM could act between them.
 */
final class NativeCommands implements MutationCommands {

    private static final Outcome MISSING = new Outcome.Missing();
    private static final Outcome CREATED = new Outcome.Created();
    private static final Outcome DISCARDED = new Outcome.Discarded();
    private static final Outcome STORED = new Outcome.Stored();
    private static final Outcome FOUND = new Outcome.Found(null, false);
    private static final Outcome FOUND_EXPIRED = new Outcome.Found(null, true);
    private static final Outcome UPDATED = new Outcome.Updated(null, false);
    private static final Outcome UPDATED_EXPIRED = new Outcome.Updated(null, true);
    private static final Outcome REMOVED = new Outcome.Removed(null);
    private static final Outcome NEED_CREATION = new Outcome.DurationNeeded(Slot.CREATION, null);
    private static final Outcome NEED_UPDATE = new Outcome.DurationNeeded(Slot.UPDATE, null);
    private static final Outcome NEED_ACCESS = new Outcome.DurationNeeded(Slot.ACCESS, null);

    private static final Builder<Outcome> FOUND_VALUE = value(prior -> new Outcome.Found(prior, false), MISSING);
    private static final Builder<Outcome> FOUND_LAST = value(prior -> new Outcome.Found(prior, true), MISSING);
    private static final Builder<Outcome> ACCESS_OF_VALUE =
            value(prior -> new Outcome.DurationNeeded(Slot.ACCESS, prior), MISSING);
    private static final Builder<Outcome> REMOVED_VALUE = value(Outcome.Removed::new, MISSING);
    private static final Builder<Outcome> REPLACED_VALUE = value(prior -> new Outcome.Updated(prior, false), MISSING);
    private static final Builder<Outcome> REPLACED_LAST = value(prior -> new Outcome.Updated(prior, true), MISSING);
    private static final Builder<Outcome> WRITTEN_VALUE = value(prior -> new Outcome.Updated(prior, false), CREATED);
    private static final Builder<Outcome> WRITTEN_LAST = value(prior -> new Outcome.Updated(prior, true), DISCARDED);

    private static final byte[] IFEQ = "IFEQ".getBytes(US_ASCII);
    private static final Script REPLACE = Script.load("replace.lua");

    private final MutationCommands scripts;
    private final BooleanSupplier setsIfEqual;
    private final Publication publication;

    /**
     * Commands for any server.
     *
     * @param scripts what is said otherwise
     * @param setsIfEqual whether SET most likely has the option IFEQ
     * @param publication what the scripts tell others of, which no command could in the same step
     */
    NativeCommands(MutationCommands scripts, BooleanSupplier setsIfEqual, Publication publication) {
        this.scripts = scripts;
        this.setsIfEqual = setsIfEqual;
        this.publication = publication;
    }

    @Override
    public CommandObject<Outcome> command(byte[] redisKey, Mutation mutation) {
        boolean isPlain = mutation.stage() == null && mutation.tags().isEmpty() && !publication.concerns(mutation);
        CommandObject<Outcome> command = isPlain ? nativeCommand(redisKey, mutation) : null;
        return command == null ? scripts.command(redisKey, mutation) : command;
    }

    private @Nullable CommandObject<Outcome> nativeCommand(byte[] key, Mutation mutation) {
        boolean prior = mutation.report() == Report.PRIOR;
        return switch (mutation.condition()) {
            case EQUALS -> mutation.action() == Action.SET ? replaceEqual(key, mutation) : null;
            case PRESENT ->
                switch (mutation.action()) {
                    case NONE -> look(key, prior);
                    case TOUCH -> touch(key, prior, mutation.expiry().access());
                    case SET -> replace(key, mutation, prior);
                    case REMOVE -> remove(key, prior);
                };
            case ABSENT -> mutation.value() == null || prior ? null : create(key, mutation.value(), mutation);
            case ANY -> mutation.value() == null ? null : write(key, mutation.value(), mutation);
        };
    }

    private static CommandObject<Outcome> look(byte[] key, boolean prior) {
        return prior ? of(command(Command.GET, key), FOUND_VALUE) : exists(key, FOUND, MISSING);
    }

    private static @Nullable CommandObject<Outcome> touch(byte[] key, boolean prior, TimeToLive access) {
        if (access instanceof TimeToLive.Finite finite) {
            return prior
                    ? of(command(Command.GETEX, key).add(Keyword.PX).add(finite.millis()), FOUND_VALUE)
                    : of(command(Command.PEXPIRE, key).add(finite.millis()), count(FOUND, MISSING));
        }
        return switch ((Special) access) {
            case UNCHANGED -> look(key, prior);
            case UNDETERMINED ->
                prior ? of(command(Command.GET, key), ACCESS_OF_VALUE) : exists(key, NEED_ACCESS, MISSING);
            case ETERNAL -> prior ? of(command(Command.GETEX, key).add(Keyword.PERSIST), FOUND_VALUE) : null;
            case ZERO ->
                prior
                        ? of(command(Command.GETDEL, key), FOUND_LAST)
                        : of(command(Command.UNLINK, key), count(FOUND_EXPIRED, MISSING));
        };
    }

    private static CommandObject<Outcome> remove(byte[] key, boolean prior) {
        return prior
                ? of(command(Command.GETDEL, key), REMOVED_VALUE)
                : of(command(Command.UNLINK, key), count(REMOVED, MISSING));
    }

    private static @Nullable CommandObject<Outcome> replace(byte[] key, Mutation mutation, boolean prior) {
        TimeToLive update = mutation.expiry().update();
        if (update == Special.UNDETERMINED) {
            return exists(key, NEED_UPDATE, MISSING);
        }
        if (update == Special.ZERO) {
            return prior
                    ? of(command(Command.GETDEL, key), REPLACED_LAST)
                    : of(command(Command.UNLINK, key), count(UPDATED_EXPIRED, MISSING));
        }
        CommandArguments set = lastingFor(
                        update, command(Command.SET, key).add(new Bytes(Objects.requireNonNull(mutation.value()))))
                .add(Keyword.XX);
        return prior ? of(set.add(Command.GET), REPLACED_VALUE) : of(set, applied(UPDATED, MISSING));
    }

    /** What follows each read of a read-modify-write: by SET where it compares, else by a script of its own. */
    private @Nullable CommandObject<Outcome> replaceEqual(byte[] key, Mutation mutation) {
        TimeToLive update = mutation.expiry().update();
        if (update == Special.UNDETERMINED || update == Special.ZERO) {
            return null;
        }
        byte[] expected = Objects.requireNonNull(mutation.expected());
        byte[] value = Objects.requireNonNull(mutation.value());
        Supplier<CommandArguments> script = () ->
                lastingFor(update, REPLACE.call(key).add(new Bytes(expected)).add(new Bytes(value)));
        CommandArguments replace = setsIfEqual.getAsBoolean()
                ? lastingFor(
                                update,
                                new NewerCommand(Command.SET, script)
                                        .key(new Bytes(key))
                                        .add(new Bytes(value)))
                        .add(IFEQ)
                        .add(new Bytes(expected))
                        .add(Command.GET)
                : script.get();
        Outcome replaced = mutation.report() == Report.PRIOR ? new Outcome.Updated(expected, false) : UPDATED;
        return of(replace, reply(reply -> replaced(reply, expected, replaced)));
    }

    /** The script replies 1, 0 or the value that the entry has instead; SET the value that it had, or null. */
    private static Outcome replaced(@Nullable Object reply, byte[] expected, Outcome replaced) {
        if (reply instanceof byte[] prior) {
            return Arrays.equals(prior, expected) ? replaced : new Outcome.Differs(prior);
        }
        return Long.valueOf(1).equals(reply) ? replaced : MISSING;
    }

    private static CommandObject<Outcome> create(byte[] key, byte[] value, Mutation mutation) {
        TimeToLive creation = mutation.expiry().creation();
        if (creation == Special.UNDETERMINED) {
            return exists(key, FOUND, NEED_CREATION);
        }
        if (creation == Special.ZERO) {
            return exists(key, FOUND, DISCARDED);
        }
        CommandArguments set = command(Command.SET, key).add(new Bytes(value));
        return of(
                (creation instanceof TimeToLive.Finite ? lastingFor(creation, set) : set).add(Keyword.NX),
                applied(CREATED, FOUND));
    }

    /** A write whether there is an entry or not: native where the time to live of both cases is said by one option. */
    private static @Nullable CommandObject<Outcome> write(byte[] key, byte[] value, Mutation mutation) {
        TimeToLive creation = mutation.expiry().creation();
        TimeToLive update = mutation.expiry().update();
        Report report = mutation.report();
        if (creation == Special.ZERO && update == Special.ZERO) {
            return report == Report.PRIOR
                    ? of(command(Command.GETDEL, key), WRITTEN_LAST)
                    : of(command(Command.UNLINK, key), count(UPDATED_EXPIRED, DISCARDED));
        }
        boolean createdEternal = creation == Special.ETERNAL || creation == Special.UNCHANGED;
        boolean sayable = creation instanceof TimeToLive.Finite
                ? creation.equals(update)
                : createdEternal && (update == Special.UNCHANGED || update == Special.ETERNAL);
        if (!sayable || report == Report.EXISTENCE) {
            // SET tells whether there was an entry only together with its whole value; the script says it in one word.
            return null;
        }
        CommandArguments set = lastingFor(update, command(Command.SET, key).add(new Bytes(value)));
        return report == Report.PRIOR ? of(set.add(Command.GET), WRITTEN_VALUE) : of(set, applied(STORED, MISSING));
    }

    private static CommandArguments lastingFor(TimeToLive timeToLive, CommandArguments set) {
        if (timeToLive instanceof TimeToLive.Finite finite) {
            return set.add(Keyword.PX).add(finite.millis());
        }
        return timeToLive == Special.UNCHANGED ? set.add(Keyword.KEEPTTL) : set;
    }

    private static CommandObject<Outcome> exists(byte[] key, Outcome present, Outcome absent) {
        return of(command(Command.EXISTS, key), count(present, absent));
    }

    private static CommandArguments command(Command command, byte[] key) {
        return new CommandArguments(command).key(new Bytes(key));
    }

    private static CommandObject<Outcome> of(CommandArguments arguments, Builder<Outcome> reply) {
        return new CommandObject<>(arguments, reply);
    }

    /** Reads a reply that is the prior value, or null where there was none. */
    private static Builder<Outcome> value(Function<byte[], Outcome> present, Outcome absent) {
        return reply(reply -> reply == null ? absent : present.apply((byte[]) reply));
    }

    /** Reads a reply that is a number of keys. */
    private static Builder<Outcome> count(Outcome one, Outcome none) {
        return reply(reply -> Long.valueOf(0).equals(reply) ? none : one);
    }

    /** Reads a reply that is OK, or null where NX or XX did not hold. */
    private static Builder<Outcome> applied(Outcome applied, Outcome refused) {
        return reply(reply -> reply == null ? refused : applied);
    }

    private static Builder<Outcome> reply(Function<@Nullable Object, Outcome> reading) {
        return new Builder<>() {
            @Override
            public Outcome build(@Nullable Object reply) {
                return reading.apply(reply);
            }
        };
    }
}
