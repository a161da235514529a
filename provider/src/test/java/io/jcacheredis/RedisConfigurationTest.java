package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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
                .setEvents(EventDelivery.BROADCAST)
                .setExpiredEvents(true)
                .setValueCodec(Codecs.string());

        RedisConfiguration<String, String> copy = new RedisConfiguration<>(configuration);

        assertThat(copy).isEqualTo(configuration).hasSameHashCodeAs(configuration);
        assertThat(copy.getValueCodec()).isSameAs(configuration.getValueCodec());
        assertThat(copy.getKeyCodec()).isNull();
        assertThat(copy.isStatisticsEnabled()).isTrue();
        assertThat(copy.getEvents()).isEqualTo(EventDelivery.BROADCAST);
        assertThat(copy.isExpiredEvents()).isTrue();
        assertThat(copy).isNotEqualTo(new RedisConfiguration<>(configuration).setEvents(null));
        assertThat(copy).isNotEqualTo(new RedisConfiguration<>(configuration).setExpiredEvents(false));
    }

    @Test
    void serializedCopy_hasNoCodecs() throws IOException, ClassNotFoundException {
        RedisConfiguration<String, String> configuration = new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setOnFailure(OnFailure.STRICT)
                .setValueCodec(Codecs.string());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(configuration);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            RedisConfiguration<?, ?> copy = (RedisConfiguration<?, ?>) in.readObject();
            assertThat(copy.getValueCodec()).isNull();
            assertThat(copy).isEqualTo(configuration.setValueCodec(null));
        }
    }

    @Test
    void withoutCodecs_equalsThePlainOne() {
        MutableConfiguration<String, String> plain =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);

        assertThat(plain).isEqualTo(new RedisConfiguration<>(plain));
        assertThat(new RedisConfiguration<>(plain)).isEqualTo(plain);
    }
}
