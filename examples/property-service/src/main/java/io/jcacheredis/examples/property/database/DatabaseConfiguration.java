package io.jcacheredis.examples.property.database;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the database, unless there is one that several instances in a JVM share. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    @ConditionalOnMissingBean
    PropertyDatabase propertyDatabase(@Value("${property-service.database-latency}") Duration latency) {
        return new PropertyDatabase(latency);
    }
}
