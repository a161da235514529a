package io.jcacheredis.spring;

import java.util.Properties;

/**
 * Completes the properties of the manager when all beans of {@link org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer} have
 * said theirs, whatever their order.
 */
interface LastCustomizer {

    void customize(Properties properties);
}
