package io.jcacheredis.internal.connection.sentinel;

import io.jcacheredis.internal.connection.Node;
import java.util.List;

/**
 * The master as a sentinel names it.
 *
 * @param epoch counts the elections; a smaller one is that of a master that has been replaced
 * @param beingReplaced whether that sentinel replaces it just now. It names the old one until it has told all replicas of
 *     the new one, with the epoch of the new one, while the other sentinels name the new one already
 * @param replicas those that the sentinel can reach and that reach the master; none unless they are asked for
 */
record NamedMaster(Node node, long epoch, boolean beingReplaced, List<Node> replicas) {}
