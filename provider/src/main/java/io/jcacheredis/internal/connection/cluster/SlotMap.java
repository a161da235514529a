package io.jcacheredis.internal.connection.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which master has which slot, as one node of the cluster says it. A redirection corrects it in place. Safe for use by several
 * threads.
 */
final class SlotMap {

    static final int SLOTS = 16_384;

    private final AtomicReferenceArray<@Nullable Node> owners = new AtomicReferenceArray<>(SLOTS);
    private final Set<Node> nodes = new LinkedHashSet<>();
    private final Map<String, Node> nodesById = new HashMap<>();
    private final Map<Node, List<Node>> replicas = new HashMap<>();

    private final Set<Integer> leaving = ConcurrentHashMap.newKeySet();

    private SlotMap() {}

    /**
     * Reads the reply to {@code CLUSTER SLOTS}: for each range its first and last slot, the master, and its replicas, each with
     * host, port and identity.
     *
     * @param asked who replied: a node that does not know its own host leaves it out
     * @throws IllegalArgumentException if it is no such reply
     */
    static SlotMap parse(Object reply, Node asked) {
        SlotMap map = new SlotMap();
        try {
            for (Object range : (List<?>) reply) {
                map.add((List<?>) range, asked);
            }
            return map;
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
            throw new IllegalArgumentException(asked + " replies to CLUSTER SLOTS with something else", e);
        }
    }

    private void add(List<?> range, Node asked) {
        int last = Math.toIntExact((Long) range.get(1));
        List<Node> named = new ArrayList<>();
        for (int i = 2; i < range.size(); i++) {
            List<?> server = (List<?>) range.get(i);
            Node node = node((byte[]) server.get(0), Math.toIntExact((Long) server.get(1)), asked);
            named.add(node);
            nodesById.put(new String((byte[]) server.get(2), UTF_8), node);
            if (i == 2) {
                for (int slot = Math.toIntExact((Long) range.get(0)); slot <= last; slot++) {
                    owners.set(slot, node);
                }
            }
        }
        nodes.addAll(named);
        if (!named.isEmpty()) {
            replicas.put(named.get(0), List.copyOf(named.subList(1, named.size())));
        }
    }

    private static Node node(byte @Nullable [] host, int port, Node asked) {
        return node(host == null ? "" : new String(host, UTF_8), port, asked);
    }

    /** The node that a reply names. One that does not know a host leaves it out, and means its own. */
    static Node node(String host, int port, Node asked) {
        return new Node(host.isEmpty() || host.equals("?") ? asked.host() : host, port);
    }

    /** The master that has a slot, or null if nobody has. */
    @Nullable
    Node owner(int slot) {
        return owners.get(slot);
    }

    /** A node said that another one has the slot. */
    void move(int slot, Node owner) {
        owners.set(slot, owner);
    }

    /** The owner sent somebody elsewhere for a key of the slot, which is on its way. */
    void leave(int slot) {
        leaving.add(slot);
    }

    /** Whether keys of the slot may be at two masters, as far as is known. */
    boolean isLeaving(int slot) {
        return leaving.contains(slot);
    }

    /** Those that have slots. */
    Set<Node> masters() {
        Set<Node> masters = new LinkedHashSet<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            Node owner = owners.get(slot);
            if (owner != null) {
                masters.add(owner);
            }
        }
        return masters;
    }

    /** The same, each with its slots as its part. */
    Collection<Place> places() {
        Map<Node, BitSet> parts = new HashMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            Node owner = owners.get(slot);
            if (owner != null) {
                parts.computeIfAbsent(owner, node -> new BitSet()).set(slot);
            }
        }
        List<Place> places = new ArrayList<>();
        parts.forEach((node, part) -> places.add(new Place(node, part)));
        return places;
    }

    /** The replicas of the master that has a slot, as far as they are known: those that the cluster does not hold for failed. */
    List<Node> replicasOf(int slot) {
        Node owner = owners.get(slot);
        return owner == null ? List.of() : replicas.getOrDefault(owner, List.of());
    }

    /** All replicas. */
    Set<Node> replicas() {
        Set<Node> all = new HashSet<>();
        replicas.values().forEach(all::addAll);
        return all;
    }

    /** All that were named, replicas too. */
    Set<Node> nodes() {
        return nodes;
    }

    /** The node with that identity, or null if it was not named. */
    @Nullable
    Node node(String id) {
        return nodesById.get(id);
    }
}
