/**
 * Connections to a Redis Cluster: lanes to each node, and a map of which slot is where. See the <a
 * href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">specification</a>.
 */
@NullMarked
package io.jcacheredis.internal.connection.cluster;

import org.jspecify.annotations.NullMarked;
