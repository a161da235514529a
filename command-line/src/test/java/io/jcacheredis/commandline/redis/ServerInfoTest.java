package io.jcacheredis.commandline.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerInfoTest {

    private static final ServerInfo INFO = ServerInfo.parse("""
            # Server\r
            redis_version:7.0.15\r
            tcp_port:6379\r
            # Keyspace\r
            db0:keys=12,expires=3,avg_ttl=0\r
            cmdstat_get:calls=7,usec=1,usec_per_call=0.1\r
            used_memory:1024\r
            """);

    @Test
    void parse_reply_givesFields() {
        assertThat(INFO.product()).isEqualTo("Redis 7.0.15");
        assertThat(INFO.port()).isEqualTo("6379");
        assertThat(INFO.number("used_memory")).isEqualTo(1024);
        assertThat(INFO.number("redis_version")).isZero();
        assertThat(INFO.text("nothing")).isEmpty();
    }

    @Test
    void ofSeveralServers_addsUp() {
        List<ServerInfo> two = List.of(INFO, INFO);

        assertThat(ServerInfo.keys(two, 0)).isEqualTo(24);
        assertThat(ServerInfo.keys(two, 1)).isZero();
        assertThat(ServerInfo.sum(two, "used_memory")).isEqualTo(2048);
        assertThat(ServerInfo.calls(two)).containsExactly(java.util.Map.entry("get", 14L));
    }

    @Test
    void product_valkey_isNamed() {
        assertThat(ServerInfo.parse("redis_version:7.2.4\nvalkey_version:8.1.1\n")
                        .product())
                .isEqualTo("Valkey 8.1.1");
    }
}
