package io.jcacheredis.commandline.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Counts the entries that a purge by tags would remove, by the index of each tag that {@code docs/data-layout.md} describes. */
public final class TaggedEntries {

    private static final int BATCH = 500;

    private final Session session;
    private final CacheFacts cache;

    /** Those of a cache. */
    public TaggedEntries(Session session, CacheFacts cache) {
        this.session = session;
        this.cache = cache;
    }

    /** How many entries there are that have any of the tags. Keeps the keys of all that it counts. */
    public long count(List<String> tags) {
        Set<ByteBuffer> entries = new HashSet<>();
        for (String tag : tags) {
            indexes(tag).forEach(index -> add(index, entries));
        }
        return entries.size();
    }

    /** One at a single server; in a cluster each slot has its own, with its tag in braces. */
    private List<byte[]> indexes(String tag) {
        byte[] end = ("tag:" + cache.space().start() + tag).getBytes(UTF_8);
        byte[] reserved = ClaimRegistry.RESERVED.startBytes();
        if (!session.connections().isSpread()) {
            return List.of(join(reserved, end));
        }
        byte[] glob = join(join(reserved, "{*}:".getBytes(UTF_8)), KeyPattern.escaped(end));
        List<byte[]> indexes = new ArrayList<>();
        KeyWalk walk = KeyWalk.ofAnyType(session, glob, 2 * BATCH);
        while (!walk.isFinished()) {
            indexes.addAll(walk.next());
        }
        return indexes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private void add(byte[] index, Set<ByteBuffer> entries) {
        KeySpace space = cache.space();
        for (int from = 0; ; from += BATCH) {
            List<?> members = (List<?>) session.ask(Commands.on(index, Command.ZRANGE, from, from + BATCH - 1));
            List<byte[]> keys = members.stream().map(member -> (byte[]) member).toList();
            List<CommandObject<Object>> questions = keys.stream()
                    .map(key -> Commands.on(space.key(key), Command.EXISTS))
                    .toList();
            List<Object> answers = session.askAll(questions, ReplyLimits.NONE);
            for (int i = 0; i < keys.size(); i++) {
                if (Long.valueOf(1).equals(answers.get(i))) {
                    entries.add(ByteBuffer.wrap(keys.get(i)));
                }
            }
            if (keys.size() < BATCH) {
                return;
            }
        }
    }
}
