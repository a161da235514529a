package io.jcacheredis.examples.property.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyFilterTest {

    private static final Property LISBON =
            new Property("prop-1", "tenant-1", "1 Street", "Lisbon", 300, PropertyState.LISTED);

    @Test
    void matches_whatIsSaid_ofThatOnly() {
        assertThat(PropertyFilter.ALL.matches(LISBON)).isTrue();
        assertThat(new PropertyFilter("LISBON", PropertyState.LISTED, 300L).matches(LISBON))
                .isTrue();
        assertThat(new PropertyFilter("Porto", null, null).matches(LISBON)).isFalse();
        assertThat(new PropertyFilter(null, PropertyState.SOLD, null).matches(LISBON))
                .isFalse();
        assertThat(new PropertyFilter(null, null, 299L).matches(LISBON)).isFalse();
    }

    @Test
    void hash_filtersThatMeanTheSame_areEqual() {
        assertThat(new PropertyFilter(" Lisbon ", null, null).hash())
                .isEqualTo(new PropertyFilter("lisbon", null, null).hash())
                .matches("[0-9a-f]{12}");
        assertThat(new PropertyFilter("  ", null, null).hash()).isEqualTo(PropertyFilter.ALL.hash());
    }

    @Test
    void hash_filtersThatDiffer_differ() {
        assertThat(List.of(
                        PropertyFilter.ALL,
                        new PropertyFilter("lisbon", null, null),
                        new PropertyFilter("lisbon", PropertyState.LISTED, null),
                        new PropertyFilter("lisbon", null, 5L),
                        new PropertyFilter(null, null, 5L),
                        new PropertyFilter("5", null, null),
                        new PropertyFilter("lisbon;state=6:LISTED;", null, null)))
                .extracting(PropertyFilter::hash)
                .doesNotHaveDuplicates();
    }

    @Test
    void hash_isTheSameInEveryRelease() {
        assertThat(PropertyFilter.ALL.hash()).isEqualTo("e3b0c44298fc"); // SHA-256 of nothing
    }
}
