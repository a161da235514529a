package io.jcacheredis.examples.property.web;

import io.jcacheredis.examples.property.domain.Identifier;
import io.jcacheredis.examples.property.domain.PropertyScore;
import io.jcacheredis.examples.property.service.OwnProperties;
import io.jcacheredis.examples.property.service.PropertyScores;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /properties/{id}/score}: the last one, and a new one. */
@RestController
@RequestMapping("/properties/{id}/score")
final class ScoreController {

    private final OwnProperties own;
    private final PropertyScores scores;

    ScoreController(OwnProperties own, PropertyScores scores) {
        this.own = own;
        this.scores = scores;
    }

    @GetMapping
    PropertyScore get(@TenantOfToken String tenant, @PathVariable String id) {
        return scores.find(own.require(Identifier.require(id), tenant).id());
    }

    @PostMapping
    PropertyScore calculate(@TenantOfToken String tenant, @PathVariable String id) {
        return scores.calculate(own.require(Identifier.require(id), tenant));
    }
}
