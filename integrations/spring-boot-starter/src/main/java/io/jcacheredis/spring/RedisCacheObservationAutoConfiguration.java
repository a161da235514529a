package io.jcacheredis.spring;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.micrometer.RedisCacheObservation;
import io.jcacheredis.micrometer.RedisCacheObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** An observation of each call of each cache, of which Spring Boot makes spans, where it is asked for. */
@AutoConfiguration(
        after = RedisCacheAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = SpringSettings.STARTER + "observations")
@ConditionalOnSingleCandidate(RedisCacheManager.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class RedisCacheObservationAutoConfiguration {

    /** Nobody asks for the observation: where beans are lazy, it would never begin. */
    @Bean
    static LazyInitializationExcludeFilter jcacheRedisObservationIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(RedisCacheObservation.class);
    }

    /** Observes from now on, by the convention of the program if it has one. */
    @Bean
    @ConditionalOnMissingBean
    RedisCacheObservation jcacheRedisObservation(
            RedisCacheManager manager,
            ObservationRegistry registry,
            ObjectProvider<RedisCacheObservationConvention> convention) {
        RedisCacheObservationConvention own = convention.getIfAvailable();
        RedisCacheObservation observation =
                own == null ? RedisCacheObservation.of(registry) : RedisCacheObservation.of(registry, own);
        manager.observe(observation);
        return observation;
    }
}
