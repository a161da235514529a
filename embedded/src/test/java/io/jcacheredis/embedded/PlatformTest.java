package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, redis-server-7.0.15-linux-amd64",
        "Linux, x86_64, redis-server-7.0.15-linux-amd64",
        "Linux, aarch64, redis-server-7.0.15-linux-arm64",
        "Linux, i386, redis-server-7.0.15-linux-386",
        "Mac OS X, x86_64, redis-server-7.0.15-darwin-amd64",
        "Mac OS X, aarch64, redis-server-7.0.15-darwin-arm64",
    })
    void bundledServer_isOnTheClassPath(String system, String processor, String resource) throws Exception {
        assertThat(new Platform(system, processor).bundledServer()).contains(resource);
        try (InputStream content = getClass().getClassLoader().getResourceAsStream(resource)) {
            assertThat(content).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64", "Mac OS X, x86", "FreeBSD, amd64", "'', ''"})
    void bundledServer_otherPlatform_isEmpty(String system, String processor) {
        assertThat(new Platform(system, processor).bundledServer()).isEmpty();
    }
}
