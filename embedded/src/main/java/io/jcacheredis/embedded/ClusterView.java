package io.jcacheredis.embedded;

import java.util.Comparator;
import java.util.List;

/**
 * What one node thinks the cluster is: its answer to CLUSTER NODES.
 *
 * @param nodes those that it does not hold for failed, by id
 */
record ClusterView(List<Node> nodes) {

    static final int SLOTS = 16_384;

    /**
     * A node as another one sees it.
     *
     * @param master the id of its master, {@code -} for a master
     * @param slots such as {@code 0-5460 6000}; slots on the move are left out
     */
    record Node(String id, int port, boolean settled, String master, List<String> slots) {

        boolean isMaster() {
            return master.equals("-");
        }

        boolean owns(int slot) {
            return slots.stream().anyMatch(range -> first(range) <= slot && slot <= last(range));
        }

        private int slotCount() {
            return slots.stream()
                    .mapToInt(range -> last(range) - first(range) + 1)
                    .sum();
        }

        private static int first(String range) {
            return Integer.parseInt(range.split("-", 2)[0]);
        }

        private static int last(String range) {
            String[] ends = range.split("-", 2);
            return Integer.parseInt(ends[ends.length - 1]);
        }
    }

    static ClusterView parse(String clusterNodes) {
        return new ClusterView(clusterNodes
                .lines()
                .map(line -> List.of(line.split(" ")))
                .filter(words -> !flags(words).contains("fail"))
                .map(ClusterView::node)
                .sorted(Comparator.comparing(Node::id))
                .toList());
    }

    /** {@code ID HOST:PORT@BUSPORT FLAGS MASTER PING PONG EPOCH LINK SLOT...} */
    private static Node node(List<String> words) {
        String address = words.get(1);
        int port = Integer.parseInt(
                address.substring(address.lastIndexOf(':', address.indexOf('@')) + 1, address.indexOf('@')));
        List<String> flags = flags(words);
        boolean settled = !flags.contains("fail?") && !flags.contains("handshake") && !flags.contains("noaddr");
        List<String> slots = words.subList(8, words.size()).stream()
                .filter(slot -> !slot.startsWith("["))
                .toList();
        return new Node(words.get(0), port, settled, words.get(3), slots);
    }

    private static List<String> flags(List<String> words) {
        return List.of(words.get(2).split(","));
    }

    /** Whether nothing is in the balance and every slot has its master. */
    boolean isWhole() {
        return nodes.stream().allMatch(Node::settled)
                && nodes.stream().mapToInt(Node::slotCount).sum() == SLOTS;
    }

    /** Whether these many nodes know each other. */
    boolean hasMet(int count) {
        return nodes.size() == count && nodes.stream().allMatch(Node::settled);
    }
}
