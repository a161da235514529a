package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientsTest {

    @Test
    void product_valkeyThatCallsItselfRedis_isValkey() {
        String info = "# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:9.1.2\r\n";

        assertThat(Clients.product(Clients.fields(info))).isEqualTo("valkey 9.1.2");
    }

    @Test
    void product_redis() {
        assertThat(Clients.product(Clients.fields("# Server\r\nredis_version:8.0.6\r\n")))
                .isEqualTo("redis 8.0.6");
    }
}
