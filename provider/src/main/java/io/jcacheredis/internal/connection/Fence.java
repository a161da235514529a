package io.jcacheredis.internal.connection;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Keeps a command that was given up from being done later. Its bytes may lie in the network or before a server that stands
 * still, and closing the connection does not take them back: the server would do a write after a newer one of ours.
 *
 * <p>So whatever this JVM sends after that, on any lane, goes out behind a {@code CLIENT KILL} of the connection in doubt:
 * a server that has done the kill reads nothing more from there. The commands of one lane are done in their order, so the
 * kill costs no round trip, and nothing at all while there is no doubt. It holds for this JVM: others are not kept waiting.
 */
final class Fence {

    private static final Logger log = LoggerFactory.getLogger(Fence.class);
    private static final Pattern CLIENT_INFO = Pattern.compile("id=(?<id>\\d+) addr=(?<addr>\\S+)");

    /**
     * How the server knows a connection. A server that was restarted gives the same numbers again, but hardly to the same
     * address.
     */
    record Peer(String id, String address) {

        /** Asks the server, in one round trip; null if it does not tell. */
        static @Nullable Peer of(Connection connection) {
            try {
                String info = connection.executeCommand(
                        new CommandObject<>(new CommandArguments(Command.CLIENT).add("INFO"), BuilderFactory.STRING));
                Matcher matcher = CLIENT_INFO.matcher(info);
                if (!matcher.find()) {
                    throw Greeting.outOfStep();
                }
                return new Peer(matcher.group("id"), matcher.group("addr"));
            } catch (JedisDataException e) {
                return null;
            } catch (ClassCastException e) {
                throw Greeting.outOfStep();
            }
        }

        CommandArguments kill() {
            return new CommandArguments(Command.CLIENT)
                    .add("KILL")
                    .add("ID")
                    .add(id)
                    .add("ADDR")
                    .add(address);
        }
    }

    private final Node server;
    private final boolean writes;
    private final Map<Peer, Boolean> doubtful = new ConcurrentHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * A fence around what one server does.
     *
     * @param writes whether anything is sent there that changes something
     */
    Fence(Node server, boolean writes) {
        this.server = server;
        this.writes = writes;
    }

    /** From now on nothing is sent unless this connection has been killed before. */
    void doubt(@Nullable Peer peer) {
        if (!writes) {
            return;
        }
        if (peer == null) {
            warn("CLIENT INFO");
        } else {
            doubtful.put(peer, true);
        }
    }

    /** Whether anybody is to be killed first. */
    boolean isInDoubt() {
        return !doubtful.isEmpty();
    }

    /** Those to be killed first. */
    List<Peer> doubtful() {
        return doubtful.isEmpty() ? List.of() : List.copyOf(doubtful.keySet());
    }

    /** Takes the reply to a kill; nobody is killed who has ended already, and that is as good. */
    void settle(Peer peer, @Nullable Object reply) {
        doubtful.remove(peer);
        if (reply instanceof JedisDataException) {
            warn("CLIENT KILL");
        }
    }

    private void warn(String command) {
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "Redis at {} does not permit {}: a write that was given up because it was late may be done after a"
                            + " newer one. Permit +client|info and +client|kill to the user",
                    server,
                    command);
        }
    }
}
