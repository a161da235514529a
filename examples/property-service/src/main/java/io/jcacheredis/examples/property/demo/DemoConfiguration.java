package io.jcacheredis.examples.property.demo;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyData;
import io.jcacheredis.examples.property.domain.PropertyState;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** A Redis, some properties, and tokens for everybody. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConfiguration {

    /** Started only if somebody asks for it, which is where {@code REDIS_URL} names no Redis. */
    @Bean
    @Lazy
    EmbeddedRedis embeddedRedis() {
        return EmbeddedRedis.start();
    }

    @Bean
    DemoTokens demoTokens() {
        return DemoTokens.withNewKey();
    }

    @Bean
    JwtDecoder jwtDecoder(DemoTokens tokens, OAuth2TokenValidator<Jwt> tenant) {
        return tokens.decoder(tenant);
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokensForEverybody(HttpSecurity http) {
        return http.securityMatcher("/demo/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    ApplicationRunner properties(PropertyDatabase database) {
        return arguments -> {
            database.save(property("prop-123", "12 Rua da Rosa", "Lisbon", 42_000_000));
            database.save(property("prop-124", "3 Travessa do Sol", "Lisbon", 31_500_000));
            database.save(property("prop-125", "88 Rua das Flores", "Porto", 27_900_000));
        };
    }

    private static Property property(String id, String address, String city, long priceCents) {
        return Property.of(id, "tenant-456", new PropertyData(address, city, priceCents, PropertyState.LISTED));
    }
}
