package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

class ReplyReaderTest {

    static Stream<Arguments> replies() {
        return Stream.of(
                arguments("+OK\r\n", "OK"),
                arguments("+\r\n", ""),
                arguments(":0\r\n", 0L),
                arguments(":-2\r\n", -2L),
                arguments(":9223372036854775807\r\n", Long.MAX_VALUE),
                arguments("$0\r\n\r\n", ""),
                arguments("$5\r\na\r\nb:\r\n", "a\r\nb:"),
                arguments("$-1\r\n", null),
                arguments("*-1\r\n", null),
                arguments("*0\r\n", List.of()),
                arguments("*3\r\n$1\r\na\r\n:7\r\n$-1\r\n", Arrays.asList("a", 7L, null)),
                arguments("*2\r\n*1\r\n+x\r\n*0\r\n", List.of(List.of("x"), List.of())),
                arguments("_\r\n", null),
                arguments("#t\r\n", 1L),
                arguments("#f\r\n", 0L),
                arguments(",1.5\r\n", "1.5"),
                arguments("(123456789012345678901234567890\r\n", "123456789012345678901234567890"),
                arguments("~2\r\n:1\r\n:2\r\n", List.of(1L, 2L)),
                arguments("%0\r\n", List.of()),
                arguments("%1\r\n+a\r\n:1\r\n", List.of("a", 1L)),
                arguments("%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", List.of("a", 1L, "b", 2L)),
                arguments(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n", List.of("push", "invalidate", List.of("a"))),
                arguments(">2\r\n$10\r\ninvalidate\r\n_\r\n", Arrays.asList("push", "invalidate", null)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void read_whole_isTheReply(String bytes, Object expected) throws IOException {
        ReplyReader reader = reader(bytes);

        assertThat(texts(reader.read())).isEqualTo(expected);
        assertThat(reader.isDrained()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void read_byteByByte_isTheReply(String bytes, Object expected) throws IOException {
        ReplyReader reader = new ReplyReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
            }
        });

        assertThat(texts(reader.read())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void read_cutAnywhere_isAFailure(String bytes, Object expected) {
        for (int length = 0; length < bytes.length(); length++) {
            ReplyReader reader = reader(bytes.substring(0, length));

            assertThatThrownBy(reader::read).as("%d bytes", length).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?\r\n",
                "\r\n",
                ":\r\n",
                ":x\r\n",
                ":-\r\n",
                ":--1\r\n",
                ":1\rx",
                ":9223372036854775808\r\n",
                ":99999999999999999999\r\n",
                "$-2\r\n",
                "$x\r\n",
                "$1\r\nab\r\n",
                "$1\r\na\rb",
                "$999999999999\r\n",
                "*-2\r\n",
                "*3000000000\r\n",
                "+a\rb",
                "_1\r\n",
                ">0\r\n",
                ">-1\r\n",
                "%-1\r\n",
                "*1\r\n>1\r\n:1\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "-MOVED\r\n",
                "-MOVED 3999\r\n",
                "-MOVED 3999 127.0.0.1\r\n",
                "-MOVED 39x9 127.0.0.1:6381\r\n",
                "-MOVED 16384 127.0.0.1:6381\r\n",
                "-ASK 3999 127.0.0.1:65536\r\n",
                "-ASK 3999 127.0.0.1: 6381\r\n",
            })
    void read_whatIsNoReply_isAFailure(String bytes) {
        assertThatThrownBy(() -> reader(bytes).read()).isInstanceOf(IOException.class);
    }

    @Test
    void read_longString_isCutOffAfterOneByteMore() throws IOException {
        ReplyReader reader =
                reader("$5\r\n12345\r\n$6\r\n123456\r\n$100000\r\n" + "7".repeat(100_000) + "\r\n$1\r\n8\r\n");
        reader.begin(new ReplyLimits(5, Long.MAX_VALUE));

        assertThat(texts(reader.read())).isEqualTo("12345");
        assertThat(texts(reader.read())).isEqualTo("123456");
        assertThat(texts(reader.read())).isEqualTo("777777");
        assertThat(texts(reader.read())).isEqualTo("8");
        assertThat(reader.isDrained()).isTrue();
    }

    /** The words of a script that come before it take no room from it. */
    @Test
    void read_longStringAfterShortOnes_isKept_whateverItsLength() throws IOException {
        ReplyReader reader = reader("*4\r\n:0\r\n" + string(20) + string(5_000) + string(100));
        reader.begin(new ReplyLimits(1_000_000, 1_000));

        List<?> reply = (List<?>) reader.read();

        assertThat((byte[]) reply.get(2)).hasSize(5_000);
        assertThat(reply.get(3)).isSameAs(ReplyLimits.LEFT_OUT);
    }

    @Test
    void read_longArray_isCutOff() throws IOException {
        ReplyReader reader = reader("*4\r\n:1\r\n*3\r\n:1\r\n:2\r\n:3\r\n:4\r\n:5\r\n+OK\r\n");
        reader.begin(new ReplyLimits(10, 10, 2));

        assertThat(reader.read()).isEqualTo(List.of(1L, List.of(1L, 2L)));
        assertThat(texts(reader.read())).isEqualTo("OK");
    }

    private static String string(int length) {
        return "$" + length + "\r\n" + "s".repeat(length) + "\r\n";
    }

    @Test
    void read_moreThanHasRoom_leavesOutAllFromThereOnButTheShort() throws IOException {
        ReplyReader reader = reader("*6\r\n" + string(30_000) + string(60_000) + string(20_000) + string(100)
                + "$-1\r\n" + string(64) + string(65));
        reader.begin(new ReplyLimits(1_000_000, 100_000));

        List<?> replies = (List<?>) reader.read();
        assertThat((byte[]) replies.get(0)).hasSize(30_000);
        assertThat((byte[]) replies.get(1)).hasSize(60_000);
        assertThat(replies.get(2)).isSameAs(ReplyLimits.LEFT_OUT);
        assertThat(replies.get(3)).as("it would have had room").isSameAs(ReplyLimits.LEFT_OUT);
        assertThat(replies.get(4)).isNull();
        assertThat((byte[]) replies.get(5)).hasSize(64);
        assertThat(reader.read()).as("of the same call").isSameAs(ReplyLimits.LEFT_OUT);
        assertThat(reader.isDrained()).isTrue();
    }

    @Test
    void read_shortOnes_takeNoRoom_andWhatFillsItIsKept() throws IOException {
        ReplyReader reader = reader(string(64).repeat(3) + string(120) + string(80) + string(65) + string(64));
        reader.begin(new ReplyLimits(1_000, 200));

        for (int length : new int[] {64, 64, 64, 120, 80}) {
            assertThat((byte[]) reader.read()).hasSize(length);
        }
        assertThat(reader.read()).isSameAs(ReplyLimits.LEFT_OUT);
        assertThat((byte[]) reader.read()).hasSize(64);
    }

    @Test
    void read_firstOfACall_isKeptHoweverLittleRoomThereIs() throws IOException {
        ReplyReader reader = reader(string(1000) + string(1000) + string(1000));
        for (int call = 0; call < 3; call++) {
            reader.begin(new ReplyLimits(2000, 10));
            assertThat((byte[]) reader.read()).hasSize(1000);
        }
    }

    @Test
    void read_emptyString_isNotTakenForOneThatWasLeftOut() throws IOException {
        ReplyReader reader = reader(string(0));
        reader.begin(new ReplyLimits(0, 0));
        assertThat((byte[]) reader.read()).isEmpty();
        assertThat(reader(string(0)).read()).isNotSameAs(ReplyLimits.LEFT_OUT);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments("ERR no such thing", JedisDataException.class),
                arguments("NOSCRIPT No matching script", JedisNoScriptException.class),
                arguments("NOSCRIPTS of a module", JedisDataException.class),
                arguments("NOAUTH Authentication required.", JedisAccessControlException.class),
                arguments("WRONGPASS invalid", JedisAccessControlException.class),
                arguments("NOPERM no", JedisAccessControlException.class),
                arguments("BUSY Redis is busy", JedisBusyException.class),
                arguments("BUSYGROUP exists", JedisDataException.class),
                arguments("CLUSTERDOWN Hash slot not served", JedisClusterException.class),
                arguments("MOVED 3999 127.0.0.1:6381", JedisMovedDataException.class),
                arguments("MOVED 3999 :6381", JedisMovedDataException.class),
                arguments("MOVED 16383 127.0.0.1:65535", JedisMovedDataException.class),
                arguments("MOVED 3999 2001:db8::1:6381", JedisMovedDataException.class),
                arguments("ASK 3999 127.0.0.1:6381", JedisAskDataException.class));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void read_error_isItsException(String message, Class<?> type) throws IOException {
        ReplyReader reader = reader("-" + message + "\r\n+OK\r\n");

        Object error = reader.read();

        assertThat(error).isExactlyInstanceOf(type);
        assertThat((Exception) error).hasMessage(message);
        assertThat(texts(reader.read())).isEqualTo("OK");
    }

    @Test
    void read_largeString_isTheReply() throws IOException {
        String large = "x".repeat(5_000_000);

        assertThat(texts(reader("$5000000\r\n" + large + "\r\n").read())).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$500000000\r\n", "*2000000000\r\n", "*1000000\r\n*1000000\r\n*1000000\r\n"})
    void read_declaredLength_isNotBelieved(String header) {
        long before = allocated();

        assertThatThrownBy(() -> reader(header + "x").read()).isInstanceOf(IOException.class);

        assertThat(allocated() - before).isLessThan(20_000_000);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void read_endlessLine_isAFailure() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        ReplyReader reader =
                new ReplyReader(new SequenceInputStream(new ByteArrayInputStream(new byte[] {'-'}), endless));

        assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
    }

    /** The longest line and the deepest nesting are replies still, and one more of either is none. */
    @Test
    void read_longestLine_isTheReply() throws IOException {
        String longest = "x".repeat(64 * 1024);

        assertThat(texts(reader("+" + longest + "\r\n").read())).isEqualTo(longest);
        assertThatThrownBy(() -> reader("+" + longest + "x\r\n").read()).isInstanceOf(IOException.class);
    }

    @Test
    void read_deepestNesting_isTheReply() throws IOException {
        assertThat(reader("*1\r\n".repeat(32) + ":7\r\n").read().toString())
                .isEqualTo("[".repeat(32) + "7" + "]".repeat(32));
        assertThatThrownBy(() -> reader("*1\r\n".repeat(33) + ":7\r\n").read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader("%1\r\n:1\r\n".repeat(33) + ":7\r\n").read())
                .isInstanceOf(IOException.class);
    }

    /** Room is made for the first megabyte, and for more as it arrives. */
    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2 << 20, (2 << 20) + 1})
    void read_stringAboutAsLongAsTheRoomThatIsMade_isTheReply(int length) throws IOException {
        String text = "0123456789abcdef".repeat(length / 16) + "x".repeat(length % 16);
        ReplyReader reader = reader("$" + length + "\r\n" + text + "\r\n:1\r\n");

        assertThat(texts(reader.read())).isEqualTo(text);
        assertThat(reader.read()).isEqualTo(1L);
    }

    @Test
    void read_endlessNesting_isAFailure() {
        assertThatThrownBy(() -> reader("*1\r\n".repeat(100_000)).read()).isInstanceOf(IOException.class);
    }

    private static ReplyReader reader(String bytes) {
        return new ReplyReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)));
    }

    private static Object texts(Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, ISO_8859_1);
        }
        if (reply instanceof Push push) {
            List<Object> parts = new ArrayList<>(push.elements());
            parts.add(0, "push");
            return texts(parts);
        }
        if (reply instanceof List<?> parts) {
            List<Object> texts = new ArrayList<>();
            parts.forEach(part -> texts.add(texts(part)));
            return texts;
        }
        return reply;
    }
}
