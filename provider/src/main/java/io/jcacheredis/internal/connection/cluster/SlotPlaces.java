package io.jcacheredis.internal.connection.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of each slot can be at one moment, as each master says it of itself: at the master that has the slot, and where
 * it is being moved to.
 */
final class SlotPlaces {

    private static final String MYSELF = "myself";
    private static final String MIGRATING = "->-";
    private static final int EPOCH_FIELD = 6;
    private static final int FIRST_SLOT_FIELD = 8;

    private record Range(int first, int last) {}

    /** What a master says that it has. */
    private record Holding(long epoch, List<Range> ranges) {}

    private final Map<Node, Holding> holdings = new LinkedHashMap<>();
    private final Map<Integer, Set<Node>> targets = new HashMap<>();
    private @Nullable List<Set<Node>> owners; // when it is asked for, which is rare: it takes longer than a small scan

    /**
     * Adds what a master says of itself.
     *
     * @param reply to {@code CLUSTER NODES}: a line for each node, the slots at the end of that of the node itself
     * @throws IllegalArgumentException if it is no such reply
     */
    void add(Node master, byte[] reply, SlotMap map) {
        String[] lines = new String(reply, UTF_8).split("\n", -1);
        try {
            for (String line : lines) {
                String[] fields = line.strip().split(" ", -1);
                if (fields.length > 2 && fields[2].startsWith(MYSELF)) {
                    List<Range> ranges = new ArrayList<>();
                    for (int i = FIRST_SLOT_FIELD; i < fields.length; i++) {
                        addSlots(master, fields[i], lines, map, ranges);
                    }
                    holdings.put(master, new Holding(Long.parseLong(fields[EPOCH_FIELD]), ranges));
                }
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException(master + " replies to CLUSTER NODES with something else", e);
        }
    }

    /** A slot {@code 7}, a range {@code 0-6}, one that leaves {@code [7->-id]}, or one that is to come {@code [7-<-id]}. */
    private void addSlots(Node master, String field, String[] lines, SlotMap map, List<Range> ranges) {
        int moved = field.indexOf(MIGRATING);
        if (moved > 0) {
            int slot = Integer.parseInt(field.substring(1, moved));
            String id = field.substring(moved + MIGRATING.length(), field.length() - 1);
            targets.computeIfAbsent(slot, s -> new LinkedHashSet<>()).add(target(master, id, lines, map));
        } else if (!field.startsWith("[")) {
            String[] ends = field.split("-", 2);
            ranges.add(new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
        }
    }

    /** A node that has no slot yet is in the lines only, by its IP address. */
    private static Node target(Node master, String id, String[] lines, SlotMap map) {
        Node known = map.node(id);
        if (known != null) {
            return known;
        }
        for (String line : lines) {
            if (line.startsWith(id + " ")) {
                String address = line.split(" ", 3)[1].split("@", 2)[0];
                int colon = address.lastIndexOf(':');
                return SlotMap.node(
                        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), master);
            }
        }
        throw new IllegalArgumentException(master + " moves a slot to a node that it does not know");
    }

    /** The masters that have the slot; two for a moment, while it is handed over. */
    Set<Node> owners(int slot) {
        if (owners == null) {
            owners = allOwners();
        }
        return owners.get(slot);
    }

    private List<Set<Node>> allOwners() {
        List<Set<Node>> all = new ArrayList<>(Collections.nCopies(SlotMap.SLOTS, Set.of()));
        holdings.forEach((master, holding) -> {
            for (Range range : holding.ranges()) {
                for (int slot = range.first(); slot <= range.last(); slot++) {
                    Set<Node> both = new LinkedHashSet<>(all.get(slot));
                    both.add(master);
                    all.set(slot, both.size() == 1 ? Set.of(master) : both);
                }
            }
        });
        return all;
    }

    /** Whether nothing has moved since then, nor moves: all masters say the same again, also of their epochs. */
    boolean isAsStillAs(SlotPlaces earlier) {
        return targets.isEmpty() && earlier.targets.isEmpty() && holdings.equals(earlier.holdings);
    }

    /** Where the slot is being moved to. */
    Set<Node> targets(int slot) {
        return targets.getOrDefault(slot, Set.of());
    }

    /** All that were asked. */
    Set<Node> masters() {
        return holdings.keySet();
    }

    /**
     * The configuration epoch of a master that was asked, or null. A master that gets a slot makes its epoch the greatest of
     * all, if it is not that yet.
     */
    @Nullable
    Long epoch(Node master) {
        Holding holding = holdings.get(master);
        return holding == null ? null : holding.epoch();
    }

    /** The slots that are being moved. */
    Set<Integer> moving() {
        return targets.keySet();
    }
}
