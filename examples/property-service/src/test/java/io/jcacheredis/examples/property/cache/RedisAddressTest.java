package io.jcacheredis.examples.property.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://localhost:6379 | redis://localhost:6379 | true",
                "rediss://app:secret@cache.internal/2 | rediss://cache.internal/2 | true",
                "redis+cluster://:secret@n1:6379,n2:6379 | redis+cluster://n1:6379,n2:6379 | false",
                "redis+sentinel://:p@ss@s1:26379/mymaster | redis+sentinel://s1:26379/mymaster | false",
                "unix:///run/redis/redis.sock | unix:///run/redis/redis.sock | false",
                "unix://app:secret@/run/redis/redis.sock | unix:///run/redis/redis.sock | false",
            })
    void address_showsNoPassword_andWhetherItIsOneServer(String url, String shown, boolean oneServer) {
        assertThat(new RedisAddress(url)).hasToString(shown);
        assertThat(new RedisAddress(url).isOneServer()).isEqualTo(oneServer);
    }
}
