package io.jcacheredis.internal.connection;

import java.time.Duration;

/**
 * What tells one set of connections from another: managers with equal settings share theirs.
 *
 * @param address where Redis is
 * @param timeout how long a single operation may take
 */
public record ConnectionSettings(RedisAddress address, Duration timeout) {}
