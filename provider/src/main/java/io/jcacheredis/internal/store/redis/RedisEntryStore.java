package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.Joined;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.Selection;
import io.jcacheredis.internal.store.Tags;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.TimedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import redis.clients.jedis.Builder;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;

/** The entries of one cache as string keys of Redis, one key per entry, with a native time to live. */
public final class RedisEntryStore implements TimedStore {

    /** How mutations are said to Redis. Both mean the same; native is faster. */
    public enum Mode {
        NATIVE,
        SCRIPT
    }

    private static final int BULK_COMMANDS = 512;
    private static final long BULK_BYTES = 1 << 20;
    /** What one trip of reads may bring: few trips for large values, and little beside a heap. */
    private static final long READ_BYTES = 16L << 20;

    // What PTTL says instead of a time.
    private static final long ETERNAL = -1;
    private static final long MISSING = -2;

    private static final Set<ProtocolCommand> ONLY_READ = Set.of(Command.GET, Command.EXISTS);

    private static final Mutation REMOVAL = Mutation.remove(Report.NOTHING);
    private static final Script REMOVE_LONG = Script.load("remove-long.lua");
    private static final Builder<Outcome> REMOVED_LONG = new Builder<>() {
        @Override
        public Outcome build(Object reply) {
            return Long.valueOf(0).equals(reply) ? new Outcome.Missing() : new Outcome.Removed(null);
        }
    };

    private final KeySpace space;
    private final byte[] start;
    private final RedisConnections connections;
    private final Routes routes;
    private final TagIndex tags;
    private final LoadKeys loads;
    private final MutationCommands commands;
    private final Trips trips;
    private final ReplyLimits together;
    private final ReplyLimits each;

    /** How many reads made a trip of no more than {@link #READ_BYTES} lately. */
    private volatile int readsPerTrip = BULK_COMMANDS;

    /**
     * By which way what is sent.
     *
     * @param connections answer everything else
     * @param reads answer what may lag
     * @param changes answer what writes or removes
     */
    public record Routes(RedisConnections connections, Exchange reads, Exchange changes) {

        /** Everything by the same. */
        public Routes(RedisConnections connections) {
            this(connections, connections, connections);
        }
    }

    /**
     * A store in a key space.
     *
     * @param longestValue in bytes; a longer one is given with one byte more, and what follows is not kept
     * @param lease how long a {@link io.jcacheredis.internal.store.LoadLease} lasts that is not renewed
     */
    public RedisEntryStore(KeySpace space, Routes routes, Mode mode, int longestValue, Duration lease) {
        this(space, routes, mode, longestValue, lease, Publication.NONE);
    }

    /**
     * The same of a cache that tells others of its changes.
     *
     * @param publication where
     */
    public RedisEntryStore(
            KeySpace space, Routes routes, Mode mode, int longestValue, Duration lease, Publication publication) {
        this.together = new ReplyLimits(longestValue, READ_BYTES);
        this.each = together.each();
        this.space = space;
        this.start = space.startBytes();
        this.trips = new Trips(space.cacheName(), routes.connections());
        this.routes = routes;
        this.connections = routes.connections();
        SlotPlaces places = new SlotPlaces(connections::isSpread);
        this.loads = new LoadKeys(start, places, lease);
        this.tags = new TagIndex(start, places, loads);
        MutationCommands scripts = new ScriptedCommands(tags, loads, publication);
        this.commands = switch (mode) {
            case NATIVE -> new NativeCommands(scripts, connections::setsIfEqual, publication);
            case SCRIPT -> scripts;
        };
    }

    @Override
    public Outcome apply(byte[] key, Mutation mutation) {
        byte[] redisKey = KeySpace.join(start, key);
        CommandObject<Outcome> command =
                isOfTooLong(mutation) ? removal(redisKey, mutation) : commands.command(redisKey, mutation);
        Exchange answering = answering(mutation, command);
        return loads.areEndedBy(mutation)
                ? trips.after(loads.end(redisKey, mutation), answering, command, each)
                : trips.one(answering, command, each);
    }

    /** Who is to answer: a read that may lag need not be up to date, unless it changes the time to live or is a script. */
    private Exchange answering(Mutation mutation, CommandObject<?> command) {
        if (mutation.changes()) {
            return routes.changes();
        }
        return mutation.mayLag() && ONLY_READ.contains(command.getArguments().getCommand())
                ? routes.reads()
                : connections;
    }

    /** Whether an entry is to go that was too long to be read as a whole: its bytes are not known. */
    private boolean isOfTooLong(Mutation mutation) {
        byte[] expected = mutation.expected();
        return mutation.action() == Action.REMOVE && expected != null && expected.length > each.string();
    }

    /** Removes it if it still is too long, which is as good as the same. Who has announced a write knows by that who came between. */
    private CommandObject<Outcome> removal(byte[] redisKey, Mutation mutation) {
        if (mutation.stage() != null) {
            return commands.command(redisKey, mutation.ofAnyValue());
        }
        return new CommandObject<>(REMOVE_LONG.call(redisKey).add(each.string()), REMOVED_LONG);
    }

    @Override
    public List<Outcome> applyAll(List<KeyedMutation> mutations) {
        List<Outcome> outcomes = new ArrayList<>(mutations.size());
        while (outcomes.size() < mutations.size()) {
            List<KeyedMutation> left = mutations.subList(outcomes.size(), mutations.size());
            for (Outcome outcome : trips.all(routes.changes(), firstOf(left), each)) {
                if (outcome != Trips.ENDED) {
                    outcomes.add(outcome);
                }
            }
        }
        return outcomes;
    }

    @Override
    public List<Outcome> readSome(List<byte[]> keys, Mutation read) {
        List<byte[]> first = keys.subList(0, first(keys, readsPerTrip));
        List<Outcome> outcomes = readTogether(first, read, removesWhatItReads(read) ? each : together);
        return outcomes.subList(0, complete(outcomes));
    }

    /** By two commands for each, whose answers may be of two values: whoever keeps them is told of the change. */
    @Override
    public List<Timed> readSomeTimed(List<byte[]> keys, Mutation read) {
        List<CommandObject<Object>> batch = new ArrayList<>();
        for (byte[] key : keys.subList(0, first(keys, Math.min(readsPerTrip, BULK_COMMANDS / 2)))) {
            byte[] redisKey = KeySpace.join(start, key);
            batch.add(untyped(commands.command(redisKey, read)));
            batch.add(untyped(remainingMillis(redisKey)));
        }
        List<Object> answers = trips.all(connections, batch, keys.size() == 1 ? each : together);
        List<Outcome> outcomes = new ArrayList<>(answers.size() / 2);
        for (int i = 0; i < answers.size(); i += 2) {
            outcomes.add((Outcome) answers.get(i));
        }
        int complete = complete(outcomes);
        List<Timed> timed = new ArrayList<>(complete);
        for (int i = 0; i < complete; i++) {
            long millis = (Long) answers.get(2 * i + 1);
            timed.add(new Timed(outcomes.get(i), millis == ETERNAL ? Long.MAX_VALUE : Math.max(0, millis)));
        }
        return timed;
    }

    @SuppressWarnings("unchecked") // what a builder gives is some object
    private static CommandObject<Object> untyped(CommandObject<?> command) {
        return (CommandObject<Object>) command;
    }

    /** How many of those that were read together fitted, and so how many are to be tried together next. */
    private int complete(List<Outcome> outcomes) {
        int complete = 0;
        while (complete < outcomes.size() && outcomes.get(complete).prior() != ReplyLimits.LEFT_OUT) {
            complete++;
        }
        if (complete < outcomes.size()) {
            readsPerTrip = complete;
        } else if (complete == readsPerTrip) {
            readsPerTrip = Math.min(BULK_COMMANDS, 2 * complete);
        }
        return complete;
    }

    /** Whether it can't be repeated. */
    private static boolean removesWhatItReads(Mutation read) {
        return read.action() == Action.TOUCH && read.expiry().access() == Special.ZERO;
    }

    /** How many of these go first, together. */
    private static int first(List<byte[]> keys, int most) {
        int count = 0;
        for (long bytes = 0; count < Math.min(keys.size(), most) && bytes < BULK_BYTES; count++) {
            bytes += keys.get(count).length;
        }
        return count;
    }

    private List<Outcome> readTogether(List<byte[]> keys, Mutation read, ReplyLimits kept) {
        CommandObject<Outcome> one = commands.command(KeySpace.join(start, keys.get(0)), read);
        boolean plain = one.getArguments().getCommand() == Command.GET;
        Exchange answering = answering(read, one);
        if (!plain || keys.size() == 1 || connections.isSpread() || answering != connections) {
            return trips.all(
                    answering,
                    keys.stream()
                            .map(key -> commands.command(KeySpace.join(start, key), read))
                            .toList(),
                    kept);
        }
        // One command with many keys costs Redis and us less than a command for each.
        CommandArguments mget = new CommandArguments(Command.MGET);
        for (byte[] key : keys) {
            mget.add(new Joined(start, key)); // not as keys, which are listed twice for a cluster
        }
        List<Outcome> outcomes = new ArrayList<>(keys.size());
        for (Object value : trips.one(connections, new CommandObject<>(mget, BuilderFactory.RAW_OBJECT_LIST), kept)) {
            outcomes.add(one.getBuilder().build(value));
        }
        return outcomes;
    }

    /** The commands that go first, together. */
    private List<CommandObject<Outcome>> firstOf(List<KeyedMutation> mutations) {
        List<CommandObject<Outcome>> batch = new ArrayList<>();
        long bytes = 0;
        for (KeyedMutation keyed : mutations) {
            if (batch.size() >= BULK_COMMANDS || bytes >= BULK_BYTES) {
                break;
            }
            byte[] redisKey = KeySpace.join(start, keyed.key());
            if (loads.areEndedBy(keyed.mutation())) {
                batch.addAll(loads.end(redisKey, keyed.mutation()));
            }
            // A command that was refused could only be sent again after those that follow it.
            batch.add(NewerCommand.inOlderForm(commands.command(redisKey, keyed.mutation())));
            bytes += size(keyed);
        }
        return batch;
    }

    private static long size(KeyedMutation keyed) {
        byte[] value = keyed.mutation().value();
        byte[] expected = keyed.mutation().expected();
        return (long) keyed.key().length
                + (value == null ? 0 : value.length)
                + (expected == null ? 0 : expected.length);
    }

    @Override
    public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
        if (selection instanceof Tags any) {
            return tags.scan(any.names(), batchSize, batch -> trips.all(connections, batch, ReplyLimits.NONE));
        }
        KeyPattern pattern = (KeyPattern) selection;
        return new KeyScan(connections.tour(), trips::failure, space.pattern(pattern), start.length, batchSize);
    }

    @Override
    public long purge(Purge purge) {
        if (purge.selection() instanceof Tags any) {
            return tags.purge(any.names(), purge, batch -> trips.all(routes.changes(), batch, ReplyLimits.NONE));
        }
        KeyPattern pattern = (KeyPattern) purge.selection();
        byte[] only = pattern.onlyKey();
        if (only != null) {
            long removed = apply(only, REMOVAL).changed() ? 1 : 0;
            purge.step().done(1, removed);
            return removed;
        }
        endLoads(pattern, purge.batchSize());
        long removed = 0;
        for (Iterator<List<byte[]>> batches = scan(pattern, purge.batchSize()); batches.hasNext(); ) {
            List<byte[]> redisKeys = batches.next().stream()
                    .map(key -> KeySpace.join(start, key))
                    .toList();
            long now = unlink(routes.changes(), redisKeys);
            purge.step().done(purge.batchSize(), now);
            removed += now;
        }
        return removed;
    }

    private void endLoads(KeyPattern pattern, int batchSize) {
        if (connections.isSpread() || !beginEpoch()) {
            KeyScan leases = new KeyScan(connections.tour(), trips::failure, loads.leases(pattern), 0, batchSize);
            leases.forEachRemaining(some -> unlink(connections, some));
        }
    }

    /** Not at a server that is full, which must be able to be emptied all the same, nor as a user who may not use that key. */
    private boolean beginEpoch() {
        try {
            connections.execute(loads.newEpoch());
            return true;
        } catch (JedisException e) {
            if (connections.kindOf(e) == FailureKind.UNREACHABLE) {
                throw trips.failure(e);
            }
            return false;
        }
    }

    /** One command for all, or where several servers have them, which would refuse that, one for each in one trip. */
    private long unlink(Exchange answering, List<byte[]> redisKeys) {
        if (redisKeys.isEmpty()) {
            return 0;
        }
        List<List<byte[]>> together =
                connections.isSpread() ? redisKeys.stream().map(List::of).toList() : List.of(redisKeys);
        List<CommandObject<Long>> commands =
                together.stream().map(RedisEntryStore::unlink).toList();
        return trips.all(answering, commands, ReplyLimits.NONE).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static CommandObject<Long> unlink(List<byte[]> redisKeys) {
        CommandArguments unlink = new CommandArguments(Command.UNLINK);
        redisKeys.forEach(key -> unlink.key(new Bytes(key)));
        return new CommandObject<>(unlink, BuilderFactory.LONG);
    }

    @Override
    public OptionalLong timeToLive(byte[] key) {
        long millis = trips.one(connections, remainingMillis(KeySpace.join(start, key)), each);
        if (millis == MISSING) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(millis == ETERNAL ? Long.MAX_VALUE : millis);
    }

    private static CommandObject<Long> remainingMillis(byte[] redisKey) {
        return new CommandObject<>(new CommandArguments(Command.PTTL).key(redisKey), BuilderFactory.LONG);
    }

    @Override
    public String toString() {
        return "keys " + new String(start, UTF_8) + "* at " + connections;
    }

    /** The part of a Redis key of this space that is the entry's own. */
    static byte[] entryKey(byte[] redisKey, int startLength) {
        return Arrays.copyOfRange(redisKey, startLength, redisKey.length);
    }
}
