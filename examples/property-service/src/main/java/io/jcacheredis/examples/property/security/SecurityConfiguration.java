package io.jcacheredis.examples.property.security;

import io.jcacheredis.examples.property.domain.Identifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A resource server: each request has a JWT whose signer {@code spring.security.oauth2.resourceserver.jwt} names. It stands in
 * front of the caches, so that what is cached for one can't be had by another without being asked for his token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain tokens(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole(Role.MONITOR.claim())
                        .requestMatchers("/admin/**")
                        .hasRole(Role.ADMIN.claim())
                        .requestMatchers(HttpMethod.GET)
                        .hasRole(Role.READER.claim())
                        .anyRequest()
                        .hasRole(Role.EDITOR.claim()))
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Browsers add no bearer token by themselves, so there is nothing to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    RoleHierarchy roles() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role(Role.ADMIN.claim())
                .implies(Role.EDITOR.claim(), Role.MONITOR.claim())
                .role(Role.EDITOR.claim())
                .implies(Role.READER.claim())
                .build();
    }

    /** A token without a tenant is none, since whose properties are meant is not said. */
    @Bean
    OAuth2TokenValidator<Jwt> tenant() {
        return new JwtClaimValidator<String>("tenant", Identifier::isValid);
    }
}
