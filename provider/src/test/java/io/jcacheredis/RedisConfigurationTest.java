package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.codec.Codecs;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Test;

class RedisConfigurationTest {

    @Test
    void setters_chain_andACopyHasEverything() {
        RedisConfiguration<String, String> configuration = new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf())
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .setStoreByValue(true)
                .setReadThrough(false)
                .setWriteThrough(false)
                .setValueCodec(Codecs.string());

        RedisConfiguration<String, String> copy = new RedisConfiguration<>(configuration);

        assertThat(copy).isEqualTo(configuration).hasSameHashCodeAs(configuration);
        assertThat(copy.getValueCodec()).isSameAs(configuration.getValueCodec());
        assertThat(copy.getKeyCodec()).isNull();
        assertThat(copy.isStatisticsEnabled()).isTrue();
    }

    @Test
    void withoutCodecs_equalsThePlainOne() {
        MutableConfiguration<String, String> plain =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);

        assertThat(plain).isEqualTo(new RedisConfiguration<>(plain));
        assertThat(new RedisConfiguration<>(plain)).isEqualTo(plain);
    }
}
