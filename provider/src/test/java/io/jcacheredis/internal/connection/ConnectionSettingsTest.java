package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.connection.ServerSettings.Use;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How servers and sentinels behind one address are connected to. */
class ConnectionSettingsTest {

    private static final Login SENTINELS = new Login("watcher", "other");
    private static final Node NODE = new Node("n", 1);

    private static ConnectionSettings settings(String url) {
        return new ConnectionSettings(
                RedisAddress.parse(url),
                Duration.ofSeconds(1),
                3,
                "name",
                TlsSettings.DEFAULT,
                SENTINELS,
                ReadFrom.MASTER);
    }

    @Test
    void server_isWhatTheAddressSays() {
        assertThat(settings("redis://me:pw@h/3").server(NODE, Use.MASTER))
                .isEqualTo(new ServerSettings(NODE, null, new Login("me", "pw"), 3, "name", Use.MASTER));
        assertThat(settings("rediss://h").server(NODE, Use.ANYTHING))
                .isEqualTo(new ServerSettings(NODE, TlsSettings.DEFAULT, Login.NONE, 0, "name", Use.ANYTHING));
    }

    /** It has users of its own, and no databases. */
    @Test
    void sentinel_hasItsOwnLogin() {
        assertThat(settings("redis+sentinel://me:pw@h/m/3").sentinel(NODE))
                .isEqualTo(new ServerSettings(NODE, null, SENTINELS, 0, "name", Use.ANYTHING));
        assertThat(settings("rediss+sentinel://me:pw@h/m").sentinel(NODE))
                .isEqualTo(new ServerSettings(NODE, TlsSettings.DEFAULT, SENTINELS, 0, "name", Use.ANYTHING));
    }
}
