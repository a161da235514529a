package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.faults.Certificates;
import io.jcacheredis.faults.FaultProxy;
import io.jcacheredis.faults.FaultProxy.Way;
import io.jcacheredis.faults.TlsProxy;
import io.jcacheredis.internal.connection.TlsSettings.Verification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

class TlsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static TlsProxy server;
    private static TlsProxy asking;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        certificates = new Certificates(folder);
        certificates.sign("server", "RSA", "dns:localhost");
        certificates.sign("rsa", "RSA", "dns:client");
        certificates.sign("ec", "EC", "dns:client");
        server = new TlsProxy(redis.uri(), certificates.context("server"), false);
        asking = new TlsProxy(redis.uri(), certificates.context("server"), true);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        asking.close();
    }

    private static RedisConnections open(String host, TlsProxy proxy, TlsSettings tls) {
        RedisAddress address = RedisAddress.parse("rediss://" + host + ":" + proxy.port());
        return TestConnections.open(new ConnectionSettings(
                address,
                Duration.ofSeconds(5),
                ConnectionSettings.LANES,
                ConnectionSettings.CLIENT_NAME,
                tls,
                Login.NONE,
                ReadFrom.MASTER));
    }

    private static TlsSettings trusting(@Nullable Path ca) {
        return new TlsSettings(ca, null, null, Verification.FULL);
    }

    private static void requireAnswer(RedisConnections connections) {
        assertThat(connections.execute(new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.STRING)))
                .isEqualTo("PONG");
    }

    private static void requireRefusal(RedisConnections connections, String reason) {
        assertThatThrownBy(() -> requireAnswer(connections)).isInstanceOfSatisfying(JedisException.class, e -> {
            assertThat(connections.kindOf(e)).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(connections.failure("cache", e)).hasMessageContaining(reason);
        });
    }

    @Test
    void serverSignedByTheAuthority_isConnectedTo() {
        try (RedisConnections connections = open("localhost", server, trusting(certificates.ca()))) {
            requireAnswer(connections);
        }
    }

    @Test
    void serverSignedByNobodyThatTheJvmTrusts_isRefused() {
        try (RedisConnections connections = open("localhost", server, TlsSettings.DEFAULT)) {
            requireRefusal(connections, "certification path");
        }
    }

    @Test
    void serverOfAnotherName_isRefused() {
        try (RedisConnections connections = open("127.0.0.1", server, trusting(certificates.ca()))) {
            requireRefusal(connections, "127.0.0.1");
        }
    }

    /** Of a program, which may trust more than is meant here. */
    @Test
    void serverOfAnotherName_isRefusedWithAContextTooUnlessItIsNotVerified()
            throws IOException, GeneralSecurityException {
        SSLContext trusting = certificates.context("rsa");
        TlsSettings full = new TlsSettings(null, null, null, Verification.FULL, () -> trusting);
        TlsSettings none = new TlsSettings(null, null, null, Verification.NONE_INSECURE, () -> trusting);
        try (RedisConnections named = open("localhost", server, full);
                RedisConnections other = open("127.0.0.1", server, full);
                RedisConnections unverified = open("127.0.0.1", server, none)) {
            requireAnswer(named);
            requireRefusal(other, "127.0.0.1");
            requireAnswer(unverified);
        }
    }

    @Test
    void withoutVerification_anybodyIsConnectedTo() {
        TlsSettings none = new TlsSettings(null, null, null, Verification.NONE_INSECURE);
        try (RedisConnections connections = open("127.0.0.1", server, none)) {
            requireAnswer(connections);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec"})
    void certificateOfOurs_isShownToWhoAsks(String kind) throws IOException, GeneralSecurityException {
        TlsSettings both = new TlsSettings(
                certificates.ca(), certificates.certificate(kind), certificates.key(kind), Verification.FULL);
        try (RedisConnections connections = open("localhost", asking, both);
                RedisConnections without = open("localhost", asking, trusting(certificates.ca()))) {
            requireAnswer(connections);
            assertThatThrownBy(() -> requireAnswer(without)).isInstanceOf(JedisException.class);
        }
    }

    @Test
    void filesThatAreMissingOrOfNoUse_areNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path missing = folder.resolve("missing.pem");
        try (RedisConnections noCa = open("localhost", server, trusting(missing));
                RedisConnections emptyCa = open("localhost", server, trusting(empty));
                RedisConnections noKey = open(
                        "localhost",
                        server,
                        new TlsSettings(certificates.ca(), certificates.ca(), empty, Verification.FULL))) {
            requireRefusal(noCa, "missing.pem");
            requireRefusal(emptyCa, "empty.pem holds no certificate");
            requireRefusal(noKey, "empty.pem holds no private key in PKCS #8");
        }
    }

    @Test
    void renewedFile_countsWithoutARestart() throws IOException {
        Path ca = Files.createFile(folder.resolve("renewed.pem"));
        try (RedisConnections connections = open("localhost", server, trusting(ca))) {
            requireRefusal(connections, "renewed.pem");

            Files.copy(certificates.ca(), ca, StandardCopyOption.REPLACE_EXISTING);

            requireAnswer(connections);
        }
    }

    @Test
    void serverThatStopsReading_endsAWriteWithTheDeadline() throws IOException {
        Duration timeout = Duration.ofMillis(500);
        try (FaultProxy network = network();
                RedisConnections connections = open(network, timeout)) {
            await().ignoreExceptions().untilAsserted(() -> requireAnswer(connections));
            network.stopReading(Way.TO_SERVER);

            long begin = System.nanoTime();
            assertThatThrownBy(() -> setLarge(connections)).isInstanceOf(JedisException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(timeout, timeout.plusSeconds(2));

            network.pass(Way.TO_SERVER);
            await().ignoreExceptions().untilAsserted(() -> requireAnswer(connections));
        }
    }

    /** Closing a TLS socket waits for who writes to it, so that it is left to whoever writes. */
    @Test
    void serverThatStopsReading_holdsUpNoClose() throws Exception {
        Duration timeout = Duration.ofSeconds(3); // for which a close that is held up would wait
        FutureTask<Void> write;
        try (FaultProxy network = network()) {
            try (RedisConnections connections = open(network, timeout)) {
                await().ignoreExceptions().untilAsserted(() -> requireAnswer(connections));
                network.stopReading(Way.TO_SERVER);
                write = new FutureTask<>(() -> setLarge(connections), null);
                new Thread(write).start();
                await().until(() -> ((SingleServer) connections).busy() > 0);
            }
            assertThat(write.isDone()).as("was waited for").isFalse();

            assertThatThrownBy(() -> write.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(JedisException.class);
            network.pass(Way.TO_SERVER); // and finds that the other side has gone
            await().until(() -> network.connections() == 0);
        }
    }

    private static FaultProxy network() throws IOException {
        return new FaultProxy(URI.create("redis://localhost:" + server.port()));
    }

    private static RedisConnections open(FaultProxy network, Duration timeout) {
        return TestConnections.open(new ConnectionSettings(
                RedisAddress.parse("rediss://localhost:" + network.uri().getPort()),
                timeout,
                ConnectionSettings.LANES,
                ConnectionSettings.CLIENT_NAME,
                trusting(certificates.ca()),
                Login.NONE,
                ReadFrom.MASTER));
    }

    private static void setLarge(RedisConnections connections) {
        connections.execute(new CommandObject<>(
                new CommandArguments(Command.SET).key("large").add(new byte[64 << 20]), BuilderFactory.STRING));
    }
}
