package io.jcacheredis.examples.property.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.jcacheredis.examples.property.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens signed with a key that is made when the demo starts, and is known to nobody else. */
final class DemoTokens {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final int KEY_BITS = 2048;

    private final RSAKey key;
    private final JwtEncoder encoder;

    private DemoTokens(RSAKey key) {
        this.key = key;
        this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)));
    }

    static DemoTokens withNewKey() {
        try {
            return new DemoTokens(new RSAKeyGenerator(KEY_BITS).keyID("demo").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("no key could be made for the demo", e);
        }
    }

    /** Accepts these tokens and no others. */
    JwtDecoder decoder(OAuth2TokenValidator<Jwt> also) {
        try {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
            decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(also)));
            return decoder;
        } catch (JOSEException e) {
            throw new IllegalStateException("the key of the demo can't be used", e);
        }
    }

    /** A token for an hour. */
    String token(String tenant, Role role) {
        Instant now = Instant.now();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .subject("demo")
                .audience(List.of("property-service"))
                .issuedAt(now)
                .expiresAt(now.plus(LIFE))
                .claim("tenant", tenant)
                .claim("roles", List.of(role.claim()))
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
