package io.jcacheredis.examples.swap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SwapIT {

    static final List<String> PROVIDERS = Swap.PROVIDERS;

    @BeforeAll
    static void useTheRedisOfTheTests() {
        System.setProperty("jcache.redis.url", TestRedis.shared().uri().toString());
    }

    @ParameterizedTest
    @FieldSource("PROVIDERS")
    void shop_onEachProvider_doesTheSame(String provider) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Swap.runOn(provider, new PrintStream(output, true, UTF_8));

        assertThat(output.toString(UTF_8).lines())
                .containsExactly(
                        "-Djavax.cache.spi.CachingProvider=" + provider,
                        "first look, from the catalogue: Offer[article=tea, cents=300]",
                        "  event: tea from 300 to 290",
                        "cheaper: Offer[article=tea, cents=290]",
                        "several: {rice=Offer[article=rice, cents=400], tea=Offer[article=tea, cents=290]}",
                        "  event: tea from 290 to 310",
                        "again at the old price: true",
                        "  event: rice removed",
                        "rice is gone: true",
                        "sold: 3",
                        "");
    }
}
