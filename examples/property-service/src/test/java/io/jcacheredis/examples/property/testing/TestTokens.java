package io.jcacheredis.examples.property.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** Signs tokens in the place of an identity provider, with a key that is made for the tests and ends with them. */
public final class TestTokens {

    private final KeyPair keys;

    public TestTokens() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes what the service is given to know these tokens by. */
    public Path writePublicKey(Path folder) {
        String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
        try {
            return Files.writeString(
                    folder.resolve("test-only.pem"),
                    "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token as it should be. */
    public String token(String tenant, String role) {
        return token(tenant, role, claims -> claims);
    }

    /** A token with something about it changed. */
    public String token(String tenant, String role, UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject("test")
                .audience("property-service")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .claim("tenant", tenant)
                .claim("roles", List.of(role));
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256), change.apply(claims).build());
        try {
            token.sign(new RSASSASigner(keys.getPrivate()));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }
}
