package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.management.ConfigurationMXBean;
import io.jcacheredis.internal.management.MBeanRegistration;
import io.jcacheredis.internal.management.ManagerName;

/** What JMX shows of a cache: its configuration and its statistics, each if it is enabled. */
final class JmxPresence {

    private final RedisConfiguration<?, ?> configuration;
    private final CacheStatistics statistics;
    private final MBeanRegistration configurationBean;
    private final MBeanRegistration statisticsBean;

    JmxPresence(
            ManagerName manager, String cacheName, RedisConfiguration<?, ?> configuration, CacheStatistics statistics) {
        this.configuration = configuration;
        this.statistics = statistics;
        this.configurationBean =
                new MBeanRegistration("CacheConfiguration", manager, cacheName, new ConfigurationMXBean(configuration));
        this.statisticsBean = new MBeanRegistration("CacheStatistics", manager, cacheName, statistics);
    }

    /** Shows what the configuration enables. */
    void show() {
        configurationBean.show(configuration.isManagementEnabled());
        statisticsBean.show(configuration.isStatisticsEnabled());
    }

    void enableManagement(boolean enabled) {
        configuration.setManagementEnabled(enabled);
        configurationBean.show(enabled);
    }

    void enableStatistics(boolean enabled) {
        configuration.setStatisticsEnabled(enabled);
        statistics.enable(enabled);
        statisticsBean.show(enabled);
    }

    /** Hides both for good: a late call that enables them shows nothing any more. */
    void end() {
        configurationBean.end();
        statisticsBean.end();
    }
}
