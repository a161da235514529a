package io.jcacheredis;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.cache.Cache;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The statistics of a cache, as JMX shows them. */
public final class Statistics {

    private Statistics() {}

    public static RedisCacheStatisticsMXBean of(Cache<?, ?> cache) {
        cache.getCacheManager().enableStatistics(cache.getName(), true);
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            Set<ObjectName> names = server.queryNames(
                    new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache.getName() + ",*"), null);
            return JMX.newMXBeanProxy(server, names.iterator().next(), RedisCacheStatisticsMXBean.class);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
