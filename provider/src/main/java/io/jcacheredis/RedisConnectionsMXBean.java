package io.jcacheredis;

import java.util.List;

/**
 * The connections of a cache manager to Redis, all together and to each server, shown as {@code
 * io.jcacheredis:type=Connections,CacheManager=…}.
 */
public interface RedisConnectionsMXBean extends RedisConnectionMeters {

    /**
     * The connections to each server with entries that is used at present: the one, the master behind the sentinels, or the masters of
     * the cluster.
     */
    List<RedisConnectionMeters> getServers();
}
