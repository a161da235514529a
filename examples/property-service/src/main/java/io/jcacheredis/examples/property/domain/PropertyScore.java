package io.jcacheredis.examples.property.domain;

import java.time.Instant;

/** What a property is worth a look, from 0 to 100, as it was calculated at a time. */
public record PropertyScore(String propertyId, int value, Instant calculatedAt) {}
