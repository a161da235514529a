package io.jcacheredis.examples.property.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.examples.property.domain.PropertyFilter;
import org.junit.jupiter.api.Test;

class EntryKeyTest {

    @Test
    void keys_areEntityIdentifierHash() {
        PropertyFilter lisbon = new PropertyFilter("Lisbon", null, null);

        assertThat(EntryKey.propertyDetail("prop-123")).hasToString("property:detail:prop-123");
        assertThat(EntryKey.propertyScore("prop-123")).hasToString("property:score:prop-123");
        assertThat(EntryKey.timeline("prop-123")).hasToString("property:timeline:prop-123");
        assertThat(EntryKey.propertyList("tenant-456", lisbon))
                .hasToString("properties:list:tenant-456:" + lisbon.hash());
        assertThat(EntryKey.propertyLists("tenant-456")).hasToString("properties:list:tenant-456:*");
    }

    @Test
    void keys_ofWhatIsNoIdentifier_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EntryKey.propertyDetail("*"));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryKey.propertyScore("*"));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryKey.timeline("*"));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryKey.propertyList("*", PropertyFilter.ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryKey.propertyLists("*"));
    }
}
