package io.jcacheredis.internal.connection.sentinel;

import io.jcacheredis.internal.connection.Node;

/**
 * The master as a sentinel names it.
 *
 * @param epoch counts the elections; a smaller one is that of a master that has been replaced
 */
record NamedMaster(Node node, long epoch) {}
