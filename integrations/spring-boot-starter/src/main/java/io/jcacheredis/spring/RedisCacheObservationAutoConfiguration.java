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

    /** What observes the caches since this bean was made. */
    record Observer(RedisCacheObservation observation) {}

    /** Nobody asks for the observer: where beans are lazy, it would never begin. */
    @Bean
    static LazyInitializationExcludeFilter jcacheRedisObservationIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(Observer.class);
    }

    /** By the convention of the program if it has one. */
    @Bean
    @ConditionalOnMissingBean
    RedisCacheObservation jcacheRedisObservation(
            ObservationRegistry registry, ObjectProvider<RedisCacheObservationConvention> convention) {
        RedisCacheObservationConvention own = convention.getIfAvailable();
        return own == null ? RedisCacheObservation.of(registry) : RedisCacheObservation.of(registry, own);
    }

    /** Observes from now on, by the observation of the program if it has one. */
    @Bean
    Observer jcacheRedisObserver(RedisCacheManager manager, RedisCacheObservation observation) {
        manager.observe(observation);
        return new Observer(observation);
    }
}
