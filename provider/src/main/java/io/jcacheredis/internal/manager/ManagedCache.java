package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.cache.CacheFacade;

/**
 * A cache as its manager keeps it.
 *
 * @param configuration the live configuration, not the copy that users see
 */
record ManagedCache(CacheFacade<?, ?> facade, RedisConfiguration<?, ?> configuration, JmxPresence jmx) {}
