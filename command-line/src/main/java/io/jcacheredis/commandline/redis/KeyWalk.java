package io.jcacheredis.commandline.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.internal.connection.ServerTour;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * Walks over the keys of the database that match a pattern, by SCAN, a page a round trip, from server to server, and can go on later
 * from where it was. A page may be empty, and a key may come twice. Used by one thread.
 */
public final class KeyWalk {

    private static final String START_AND_END = "0";
    private static final Pattern CURSOR = Pattern.compile("(?:(?<stop>\\d{1,6}):)?(?<cursor>\\d{1,20})");

    private final Session session;
    private final ServerTour servers;
    private final byte[] pattern;
    private final int batchSize;
    private final Object[] type;
    private String cursor = START_AND_END;
    private int stop;
    private boolean finished;

    /**
     * A walk from the start.
     *
     * @param pattern a glob on whole keys
     * @param batchSize about how many keys of the database a page looks at
     */
    public KeyWalk(Session session, byte[] pattern, int batchSize) {
        this(session, pattern, batchSize, new Object[] {"TYPE", "string"});
    }

    private KeyWalk(Session session, byte[] pattern, int batchSize, Object... type) {
        this.session = session;
        this.servers = session.tour();
        this.pattern = pattern;
        this.batchSize = batchSize;
        this.type = type;
    }

    /** The same over keys of all types, which Redis does not look up: that would count as hits of the server. */
    static KeyWalk ofAnyType(Session session, byte[] pattern, int batchSize) {
        return new KeyWalk(session, pattern, batchSize, new Object[0]);
    }

    /**
     * Goes on from where another walk was.
     *
     * @param text what {@link #cursor} gave
     * @throws Complaint if it is no such text
     */
    public KeyWalk from(String text) {
        Matcher parts = CURSOR.matcher(text);
        if (!parts.matches()) {
            throw new Complaint(
                    ExitStatus.USAGE, "--cursor is what an earlier page ended with, a number, or two and a colon");
        }
        int server = parts.group("stop") == null ? 0 : Integer.parseInt(parts.group("stop"));
        while (servers.stop() < server) {
            session.ask(() -> servers.execute(scan(START_AND_END, 1))); // a server is left once it was looked at
            if (!session.ask(servers::next)) {
                throw new Complaint(
                        ExitStatus.FAILED, "The cluster has fewer servers than --cursor tells of; begin anew");
            }
        }
        stop = server;
        cursor = parts.group("cursor");
        return this;
    }

    /** Whether all keys have come. */
    public boolean isFinished() {
        return finished;
    }

    /** Where to go on later: {@code 17}, or {@code 2:17} at the third server. */
    public String cursor() {
        return stop == 0 ? cursor : stop + ":" + cursor;
    }

    /** The next keys, whole. */
    public List<byte[]> next() {
        return next(batchSize);
    }

    /** The same, looking at about so many keys of the database. */
    public List<byte[]> next(int count) {
        return session.ask(() -> page(count));
    }

    private List<byte[]> page(int count) {
        List<?> reply = servers.execute(scan(cursor, count));
        cursor = new String((byte[]) reply.get(0), US_ASCII);
        if (cursor.equals(START_AND_END)) {
            finished = !servers.next();
            stop = servers.stop();
        }
        List<byte[]> keys = new ArrayList<>();
        for (Object key : (List<?>) reply.get(1)) {
            keys.add((byte[]) key);
        }
        return keys;
    }

    private CommandObject<List<?>> scan(String from, int count) {
        CommandArguments scan = Commands.of(Command.SCAN, from, "MATCH", pattern, "COUNT", count);
        for (Object part : type) {
            scan.add(part);
        }
        return Commands.list(scan);
    }
}
