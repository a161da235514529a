package io.jcacheredis.internal.configuration;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Login;
import io.jcacheredis.internal.connection.ReadFrom;
import io.jcacheredis.internal.connection.TlsSettings;
import io.jcacheredis.internal.connection.TlsSettings.Verification;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Redis is, who connects, by TLS or not, and to which of the servers: settings that have to fit each other. */
class ConnectionReaderTest {

    private final Reading reading = new Reading();

    @Test
    void login_ofItsOwnSettings_isUsedInsteadOfTheUrls() {
        reading.property("jcache.redis.url", "redis+sentinel://me:one@a,b/main/1")
                .property("jcache.redis.password", "p@ss:/word")
                .variable("JCACHE_REDIS_USER", "app")
                .property("jcache.redis.database", "4")
                .property("jcache.redis.sentinel.password", "three")
                .property("jcache.redis.client-name", "orders-7");

        ConnectionSettings connection = reading.read().connection();

        assertThat(connection.address().login()).isEqualTo(new Login("app", "p@ss:/word"));
        assertThat(connection.address().database()).isEqualTo(4);
        assertThat(connection.sentinelLogin()).isEqualTo(new Login(null, "three"));
        assertThat(connection.clientName()).isEqualTo("orders-7");
        assertThat(connection.toString()).doesNotContain("p@ss", "one", "three", "app");
    }

    @Test
    void connections_areAsManyAsCoresWithinBounds_unlessSomethingElseIsSaid() {
        assertThat(reading.read().connection().lanes())
                .isEqualTo(ConnectionSettings.LANES)
                .isBetween(2, 4);

        reading.property("jcache.redis.connections", "1");

        assertThat(reading.read().connection().lanes()).isEqualTo(1);
    }

    @Test
    void passwordAlone_isThatOfTheDefaultUser() {
        reading.property("jcache.redis.url", "redis://me:one@a").property("jcache.redis.password", "two");

        assertThat(reading.read().connection().address().login()).isEqualTo(new Login(null, "two"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://a, user, me, needs jcache.redis.password",
        "redis://a, sentinel.user, me, needs jcache.redis.sentinel.password",
        "rediss://a, tls.certificate, a.pem, needs jcache.redis.tls.key",
        "rediss://a, tls.key, a.pem, needs jcache.redis.tls.certificate",
        "redis+cluster://a, database, 1, as a cluster has one database",
        "redis://:canary@a, tls.ca, a.pem, 'has no effect on redis://a:6379, which is spoken to without TLS'",
        "redis+cluster://a, read-from, replica-prefered, 'expected is one of master, replica-preferred; did you mean replica-preferred?'",
        "redis://a, password, '', expected is any text that is not empty",
    })
    void settingsOfAConnection_thatDontFitEachOther_areRefused(String url, String name, String text, String reason) {
        reading.property("jcache.redis.url", url).property("jcache.redis." + name, text);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("jcache.redis." + name)
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("canary"));
    }

    @Test
    void readFrom_isTheMaster_unlessItIsSaid() {
        reading.property("jcache.redis.url", "redis+cluster://a");
        assertThat(reading.read().connection().readFrom()).isEqualTo(ReadFrom.MASTER);

        reading.variable("JCACHE_REDIS_READ_FROM", "replica-preferred");
        assertThat(reading.read().connection().readFrom()).isEqualTo(ReadFrom.REPLICA_PREFERRED);
        assertThat(reading.warnings.said()).isEmpty();
    }

    @Test
    void readFrom_ofReplicasThatAreNotKnown_isWarnedOf() {
        reading.property("jcache.redis.url", "redis://:canary@a")
                .property("jcache.redis.read-from", "replica-preferred");

        reading.read();

        assertThat(reading.warnings.said())
                .singleElement(as(STRING))
                .contains("jcache.redis.read-from has no effect on redis://a:6379", "redis+sentinel://")
                .doesNotContain("canary");
    }

    @Test
    void noVerification_isWarnedOf() {
        reading.property("jcache.redis.url", "rediss://:canary@a")
                .property("jcache.redis.tls.verification", "none-insecure");

        reading.read();

        assertThat(reading.warnings.said())
                .singleElement(as(STRING))
                .contains("none-insecure", "rediss://a:6379")
                .doesNotContain("canary");
    }

    private Reading with(Object context) {
        reading.properties.put(RedisCachingProvider.SSL_CONTEXT, context);
        return reading;
    }

    private Reading withAnyContext() {
        Supplier<SSLContext> any = ConnectionReaderTest::unasked;
        return with(any);
    }

    private static SSLContext unasked() {
        throw new AssertionError("no connection is made");
    }

    @Test
    void sslContextOfAProgram_isWhatConnectionsAreMadeWith() throws NoSuchAlgorithmException {
        SSLContext made = SSLContext.getDefault();
        Supplier<SSLContext> context = () -> made;
        reading.property("jcache.redis.url", "rediss://a").property("jcache.redis.tls.verification", "none-insecure");

        assertThat(with(context).read().connection().tls())
                .isEqualTo(new TlsSettings(null, null, null, Verification.NONE_INSECURE, context));
    }

    @Test
    void sslContextThatIsNone_isRefused() {
        reading.property("jcache.redis.url", "rediss://a");

        assertThat(with("a text").message())
                .contains("property io.jcacheredis.ssl-context: must be a Supplier<SSLContext>, and is of "
                        + String.class.getName());
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:canary@a, redis://a:6379",
        "redis+sentinel://:canary@a/main, redis+sentinel://a:26379/main",
        "redis+cluster://:canary@a, redis+cluster://a:6379",
    })
    void sslContextWithoutTls_isRefused(String url, String shown) {
        reading.property("jcache.redis.url", url);

        assertThat(withAnyContext().message())
                .contains("property io.jcacheredis.ssl-context: has no effect on " + shown, "begins with rediss")
                .doesNotContain("canary");
    }

    /** Whichever counted, somebody would trust a server that was not meant. */
    @ParameterizedTest
    @ValueSource(strings = {"ca", "certificate", "key"})
    void sslContextBesideAFile_isRefused(String file) {
        reading.property("jcache.redis.url", "rediss://a")
                .variable("JCACHE_REDIS_TLS_" + file.toUpperCase(ROOT), "a.pem");

        assertThat(withAnyContext().message())
                .contains("environment variable JCACHE_REDIS_TLS_" + file.toUpperCase(ROOT) + ": jcache.redis.tls."
                        + file + " can't be set beside the SSLContext");
    }
}
