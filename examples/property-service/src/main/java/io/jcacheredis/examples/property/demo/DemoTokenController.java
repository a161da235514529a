package io.jcacheredis.examples.property.demo;

import io.jcacheredis.examples.property.domain.Identifier;
import io.jcacheredis.examples.property.security.Role;
import java.util.Locale;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /demo/token}: a token for whoever asks. */
@RestController
@Profile("demo")
final class DemoTokenController {

    private final DemoTokens tokens;

    DemoTokenController(DemoTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping(path = "/demo/token", produces = MediaType.TEXT_PLAIN_VALUE)
    String token(
            @RequestParam(defaultValue = "tenant-456") String tenant,
            @RequestParam(defaultValue = "reader") String role) {
        return tokens.token(Identifier.require(tenant), Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }
}
