package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    private static final String SECRET = "s3cr3t";

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("redis://host", new RedisAddress(false, "host", 6379, null, null, 0)),
                arguments("redis://host/", new RedisAddress(false, "host", 6379, null, null, 0)),
                arguments(" redis://host:1 ", new RedisAddress(false, "host", 1, null, null, 0)),
                arguments("REDIS://host:65535", new RedisAddress(false, "host", 65535, null, null, 0)),
                arguments("rediss://host:6380/3", new RedisAddress(true, "host", 6380, null, null, 3)),
                arguments("Rediss://host", new RedisAddress(true, "host", 6379, null, null, 0)),
                arguments("redis://127.0.0.1:7000/15", new RedisAddress(false, "127.0.0.1", 7000, null, null, 15)),
                arguments("redis://[::1]", new RedisAddress(false, "::1", 6379, null, null, 0)),
                arguments("redis://[2001:db8::7]:7000/2", new RedisAddress(false, "2001:db8::7", 7000, null, null, 2)),
                arguments("redis://:pw@host", new RedisAddress(false, "host", 6379, null, "pw", 0)),
                arguments("redis://me:pw@host", new RedisAddress(false, "host", 6379, "me", "pw", 0)),
                arguments("redis://my_redis_1:7000", new RedisAddress(false, "my_redis_1", 7000, null, null, 0)),
                arguments("redis://@host", new RedisAddress(false, "host", 6379, null, null, 0)),
                arguments("redis://:@host", new RedisAddress(false, "host", 6379, null, null, 0)),
                arguments("redis://m%40e:pw@[::1]:1/2", new RedisAddress(false, "::1", 1, "m@e", "pw", 2)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void parse_wellFormed_isWhatItSays(String url, RedisAddress expected) {
        assertThat(RedisAddress.parse(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '|',
            value = {
                "%40 @",
                "%2F /",
                "%23 #",
                "%25 %",
                "%2B +",
                "+ +",
                "a+b a+b",
                "%3A :",
                "a:b a:b",
                "%3F ?",
                "%C3%A4%E2%82%AC ä€",
                "p%40s%2Fs%23w%25o%2Brd p@s/s#w%o+rd",
                "%2540 %40",
                "!$&'()*,;=-._~ !$&'()*,;=-._~",
            })
    void parse_passwordWithSpecialCharacters_isDecoded(String encoded, String password) {
        RedisAddress address = RedisAddress.parse("redis://me:" + encoded + "@host:7000/1");

        assertThat(address).isEqualTo(new RedisAddress(false, "host", 7000, "me", password, 1));
    }

    @Test
    void parse_ofSeveralServers_keepsTheirOrderAndEachOnce() {
        Login login = new Login("me", "p@ss");
        List<Node> nodes = List.of(new Node("a", 6379), new Node("b_1", 7), new Node("::1", 6379));

        assertThat(RedisAddress.parse("redis+cluster://me:p%40ss@a,b_1:7,[::1],a:6379/"))
                .isEqualTo(new RedisAddress(Topology.CLUSTER, false, nodes, null, login, 0));
        assertThat(RedisAddress.parse("Rediss+Cluster://a"))
                .isEqualTo(new RedisAddress(Topology.CLUSTER, true, List.of(new Node("a", 6379)), null, Login.NONE, 0));
        assertThat(RedisAddress.parse("redis+sentinel://:p%40ss@a:1,b/my-master.1/5"))
                .isEqualTo(new RedisAddress(
                        Topology.SENTINEL,
                        false,
                        List.of(new Node("a", 1), new Node("b", 26379)),
                        "my-master.1",
                        new Login(null, "p@ss"),
                        5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "redis+cluster://:s3cr3t@a,,b host redis[s]+cluster://[[user]:password@]host[:port][,host[:port]]…",
                "redis+cluster://:s3cr3t@a,b/1 database redis[s]+cluster://[[user]:password@]host[:port][,host[:port]]…",
                "redis+cluster://s3cr3t@a,b :password@host redis[s]+cluster://",
                "redis+cluster://:s3cr3t@a,:s3cr3t@b @ redis[s]+cluster://",
                "redis+sentinel://:s3cr3t@a,b master redis[s]+sentinel://",
                "redis+sentinel://:s3cr3t@a,b/ master redis[s]+sentinel://",
                "redis+sentinel://:s3cr3t@a,b/m/x database redis[s]+sentinel://",
                "redis+sentinel://:s3cr3t@a,b/m/1/s3cr3t database redis[s]+sentinel://",
                "redis+sentinel://:s3cr3t@/m host redis[s]+sentinel://",
                "unix://:s3cr3t@host/path path unix://[[user]:password@]/path",
                "unix://:s3cr3t@/ path unix://[[user]:password@]/path",
                "unix:relative path unix://[[user]:password@]/path",
                "unix:////s3cr3t path unix://[[user]:password@]/path",
                "unix:///a%00s3cr3t path unix://[[user]:password@]/path",
                "unix:///path?db=s3cr3t query unix://[[user]:password@]/path"
            })
    void parse_malformedOfAnotherForm_saysThatForm(String url, String reason, String form) {
        assertThatThrownBy(() -> RedisAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(form)
                .hasMessageContaining(reason)
                .hasNoCause()
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET, "cr3t"));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "it is empty"),
                arguments("host", "scheme"),
                arguments("host:6379", "scheme"),
                arguments("http://:s3cr3t@host", "scheme"),
                arguments("default:s3cr3t@host:6379", "scheme"),
                arguments("s3cr3t:x@host", "scheme"),
                arguments("redis:host", "host"),
                arguments("redis://", "not a URI"),
                arguments("redis:///1", "host"),
                arguments("redis://me:s3cr3t@", "host"),
                arguments("redis://me:s3cr3t@a,b", "host"),
                arguments("redis://me:s3cr3t@a:1,b:2", "host"),
                arguments("redis://me:s3cr3t@host:x", "a port that is no number"),
                arguments("redis://me:s3@cr3t@host", "percent-encoded"),
                arguments("redis://me:/s3cr3t@host", "percent-encoded"),
                arguments("redis://me:#s3cr3t@host", "percent-encoded"),
                arguments("redis://me:?s3cr3t@host", "percent-encoded"),
                arguments("redis://me:s3%cr3t@host", "percent-encoded"),
                arguments("redis://me:s3cr3t %@host", "percent-encoded"),
                arguments("redis://me:1/s3cr3t@host", "database"),
                arguments("redis://s3cr3t@host", ":password@host"),
                arguments("redis://s3cr3t:@host", ":password@host"),
                arguments("redis://:s3cr3t@host:0", "port"),
                arguments("redis://:s3cr3t@host:65536", "port"),
                arguments("redis://:s3cr3t@host:99999999999", "host"),
                arguments("redis://:s3cr3t@host/-1", "database"),
                arguments("redis://:s3cr3t@host/one", "database"),
                arguments("redis://:s3cr3t@host/1/2", "database"),
                arguments("redis://:s3cr3t@host/99999999999", "database"),
                arguments("redis://:s3cr3t@host?timeout=1", "query"),
                arguments("redis://:s3cr3t@host#x", "fragment"),
                arguments("redis://me:s3cr3t@@host", "percent-encoded"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void parse_malformed_saysFormAndReasonAndNoSecret(String url, String reason) {
        assertThatThrownBy(() -> RedisAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis[s]://[[user]:password@]host[:port][/database]")
                .hasMessageContaining(reason)
                .hasNoCause()
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET, "cr3t"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://u:s3cr3t@host, redis://host:6379",
        "rediss://:s3cr3t@host:1/2, rediss://host:1/2",
        "redis://u:s3cr3t@[::1], redis://[::1]:6379",
        "redis://u:s3cr3t@[::1]:1/0, redis://[::1]:1",
        "'redis+cluster://u:s3cr3t@a,b:1', 'redis+cluster://a:6379,b:1'",
        "'rediss+sentinel://u:s3cr3t@a,[::1]:1/my-master/3', 'rediss+sentinel://a:26379,[::1]:1/my-master/3'",
        "unix://u:s3cr3t@/run/my%20redis.sock, unix:///run/my%20redis.sock",
    })
    void texts_haveNoUserAndNoSecret(String url, String display) {
        RedisAddress address = RedisAddress.parse(url);

        assertThat(address.display()).isEqualTo(display);
        assertThat(address).hasToString(display);
        assertThat(new ConnectionSettings(address, Duration.ofSeconds(1)).toString())
                .contains(display)
                .doesNotContain(SECRET);
        assertThat(RedisAddress.parse(address.display()).login().password()).isNull();
    }

    @Test
    void alias_ofUsersWithOneHashCode_differs() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        URI alias = RedisAddress.parse("redis://Aa:s3cr3t@host").alias();

        assertThat(alias)
                .isNotEqualTo(RedisAddress.parse("redis://BB:s3cr3t@host").alias());
        assertThat(alias).isEqualTo(RedisAddress.parse("redis://Aa:other@host").alias());
        assertThat(alias.toString()).doesNotContain("Aa", SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://host",
                "rediss://host",
                "REDIS://host",
                "redis:host",
                "redis+cluster://a,b",
                "rediss+sentinel://a/m",
                "unix:///s"
            })
    void isAddress_ofTheSchemes(String uri) {
        assertThat(RedisAddress.isAddress(URI.create(uri))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "http://host", "jcache-redis.yaml", "file:/redis", "redis+other://host", ""})
    void isAddress_ofNoOther(String uri) {
        assertThat(RedisAddress.isAddress(URI.create(uri))).isFalse();
    }

    @Test
    void alias_isAnotherForAnotherUser_andSaysNeitherUserNorPassword() {
        URI none = RedisAddress.parse("redis://:secret@h/1").alias();
        URI one = RedisAddress.parse("redis://one:secret@h/1").alias();
        URI two = RedisAddress.parse("redis://two:secret@h/1").alias();

        assertThat(none).hasToString("redis://h:6379/1");
        assertThat(one.toString()).startsWith("redis://h:6379/1#").doesNotContain("one", "secret");
        assertThat(two).isNotEqualTo(one);
        assertThat(RedisAddress.parse("redis://one:other@h/1").alias()).isEqualTo(one);
    }

    @Test
    void login_ofAnotherAddress_isTheSameByUserAndPassword() {
        RedisAddress address = RedisAddress.parse("redis://me:pw@a");

        assertThat(address.hasLoginOf(RedisAddress.parse("redis://me:pw@b/1"))).isTrue();
        assertThat(address.hasLoginOf(RedisAddress.parse("redis://you:pw@a"))).isFalse();
        assertThat(address.hasLoginOf(RedisAddress.parse("redis://me:other@a"))).isFalse();
        assertThat(address.hasLoginOf(RedisAddress.parse("redis://a"))).isFalse();
    }
}
