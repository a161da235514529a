package io.jcacheredis;

import java.time.Duration;

/**
 * What a server of Redis said that it is, when it was asked.
 *
 * @param product {@code redis} or {@code valkey}, as the server has it
 * @param version {@code 8.4.0}
 * @param latency how long its answer took, with the wait for a connection
 */
public record RedisServer(String product, String version, Duration latency) {}
