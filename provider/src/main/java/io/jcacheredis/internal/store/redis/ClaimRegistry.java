package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.RedisConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Builder;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The key spaces that live JVMs claim in one database, kept in Redis beside the entries; {@code claim.lua} tells how. Its
 * keys are the same for all key prefixes, as key spaces of different prefixes can overlap too.
 */
public final class ClaimRegistry {

    /** The keys that the provider keeps for itself. */
    public static final KeySpace RESERVED = new KeySpace("jcache-redis", "jcache-redis:");

    // The braces put both into one slot of a cluster.
    private static final byte[] CLAIMS = "jcache-redis:{registry}:claims".getBytes(UTF_8);
    private static final byte[] LEASES = "jcache-redis:{registry}:leases".getBytes(UTF_8);

    private static final Script CLAIM = Script.load("claim.lua");
    private static final Script RELEASE = Script.load("release.lua");
    private static final Script LIVE = Script.load("live.lua");
    private static final int PARTS = 4;
    private static final Builder<List<?>> REPLY = new Builder<>() {
        @Override
        public List<?> build(Object reply) {
            return (List<?>) reply;
        }
    };

    /** A live claim of another JVM that contradicts one of ours. */
    public record Contradiction(String start, String description, String jvm) {}

    /**
     * What became of the claims.
     *
     * @param token of the claims, as a later call is to give it
     * @param unbroken whether the JVM's lease and its earlier claims are still there
     * @param refused the claims that are contradicted; the others are held
     */
    public record Answer(String token, boolean unbroken, Map<Claim, Contradiction> refused) {}

    /** A claim that holds, and the JVM that has it. */
    public record Held(Claim claim, String jvm) {}

    private final RedisConnections connections;

    public ClaimRegistry(RedisConnections connections) {
        this.connections = connections;
    }

    /** Another number after a connection to the server that keeps the claims broke. */
    public int generation() {
        return connections.generation(CLAIMS);
    }

    /**
     * Makes claims and renews the lease on all that the JVM has: one round trip.
     *
     * @param jvm who claims; one that lets its lease run out counts as ended
     * @param token of the last answer, or empty
     * @param claims none to just renew the lease
     * @throws JedisException if Redis can't be reached, is late, or refuses
     */
    public Answer claim(String jvm, Duration lease, String token, Collection<Claim> claims) {
        List<Claim> ordered = List.copyOf(claims);
        CommandArguments call =
                CLAIM.call(CLAIMS, LEASES).add(jvm).add(lease.toMillis()).add(token);
        for (Claim claim : ordered) {
            call.add(claim.space().startBytes()).add(claim.form()).add(String.join(Claim.COMMA, claim.formats()));
        }
        List<?> reply = execute(new CommandObject<>(call, REPLY));
        Map<Claim, Contradiction> refused = new HashMap<>();
        for (Object refusal : reply.subList(2, reply.size())) {
            List<?> parts = (List<?>) refusal;
            int number = Math.toIntExact((Long) parts.get(0));
            refused.put(
                    ordered.get(number - 1),
                    new Contradiction(
                            text(parts.get(1)),
                            Claim.description(text(parts.get(2)), text(parts.get(3))),
                            text(parts.get(4))));
        }
        return new Answer(text(reply.get(0)), reply.get(1).equals(1L), refused);
    }

    /**
     * The claims of all live JVMs, of every key prefix, in the order of their keys: one round trip. Needs what a claim needs.
     *
     * @throws JedisException if Redis can't be reached, is late, or refuses
     */
    public List<Held> live() {
        List<?> reply = execute(new CommandObject<>(LIVE.call(CLAIMS, LEASES), REPLY));
        List<Held> held = new ArrayList<>();
        for (int i = 0; i + PARTS <= reply.size(); i += PARTS) {
            String form = text(reply.get(i + 1));
            KeySpace space = new KeySpace(form, text(reply.get(i)));
            Set<String> formats = Set.of(text(reply.get(i + 2)).split(Claim.COMMA, -1));
            held.add(new Held(new Claim(space, form, formats), text(reply.get(i + 3))));
        }
        return held;
    }

    private <T> T execute(CommandObject<T> call) {
        try {
            return connections.execute(call);
        } catch (JedisNoScriptException e) {
            return connections.execute(Script.inFull(call));
        }
    }

    /**
     * Gives a claim up: one round trip.
     *
     * @throws JedisException if Redis can't be reached, is late, or refuses
     */
    public void release(String jvm, Claim claim) {
        release("claim", member(claim, jvm));
    }

    /**
     * Ends the lease of a JVM that has no claims: one round trip.
     *
     * @throws JedisException if Redis can't be reached, is late, or refuses
     */
    public void end(String jvm) {
        release("lease", jvm.getBytes(UTF_8));
    }

    private void release(String what, byte[] member) {
        execute(new CommandObject<>(RELEASE.call(CLAIMS, LEASES).add(what).add(member), BuilderFactory.LONG));
    }

    private static byte[] member(Claim claim, String jvm) {
        String rest = Claim.SEPARATOR
                + claim.form()
                + Claim.SEPARATOR
                + String.join(Claim.COMMA, claim.formats())
                + Claim.SEPARATOR
                + jvm;
        return KeySpace.join(claim.space().startBytes(), rest.getBytes(UTF_8));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
