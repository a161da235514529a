package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads replies of the protocols RESP2 and RESP3: a {@code byte[]}, a {@code Long}, a {@code List}, null, the {@link
 * JedisDataException} that an error is, or a {@link Push}. What RESP3 has beside these comes as what RESP2 has for it: a map as a list of
 * its keys and values in turn, a set as a list, a number with a fraction as its text, truth as 1 or 0.
 *
 * <p>What a server declares is not believed: room is made as the bytes arrive, and lines, nesting and lengths are bounded, so
 * that no server can exhaust the heap by a few bytes. See <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">the
 * specification</a>. Used by one thread at a time.
 */
final class ReplyReader {

    private static final int BUFFER = 32 * 1024;
    /** What Redis itself allows for a string, unless it is configured otherwise. */
    private static final long LONGEST_STRING = 512L * 1024 * 1024;

    private static final int LONGEST_LINE = 64 * 1024;
    /** Of a signed number of 64 bits; 19 digits that are more than it wrap round to a negative one. */
    private static final int MOST_DIGITS = 19;

    private static final int DEEPEST = 32;
    /** Room is made for that much at once; for more, it grows with what has arrived. */
    private static final int FIRST_ROOM = 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;

    private ReplyLimits limits = ReplyLimits.NONE;
    private long room = Long.MAX_VALUE;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /** Holds what is read from now on to limits, as the replies to one call. */
    void begin(ReplyLimits limits) {
        this.limits = limits;
        this.room = limits.together();
    }

    /**
     * Reads the next reply.
     *
     * @throws IOException if the connection breaks, or what comes is no reply; nothing more can be read then
     */
    @Nullable
    Object read() throws IOException {
        return read(0);
    }

    private @Nullable Object read(int depth) throws IOException {
        byte type = next();
        return switch (type) {
            case '$' -> string(number());
            case ':' -> number();
            case '+' -> line();
            case '-' -> ErrorReplies.of(new String(line(), UTF_8));
            case '*', '~' -> array(number(), depth + 1);
            case '>' -> push(depth + 1);
            case '%' -> array(2 * number(), depth + 1);
            case '_' -> nothing();
            case '#' -> "t".equals(new String(line(), UTF_8)) ? 1L : 0L;
            case ',', '(' -> line();
            default -> throw new ProtocolException("a reply begins with the byte " + type);
        };
    }

    private Push push(int depth) throws IOException {
        List<@Nullable Object> elements = array(number(), depth);
        if (depth > 1 || elements == null || elements.isEmpty()) {
            throw new ProtocolException("a message without a kind, or within a reply");
        }
        return new Push(elements);
    }

    private @Nullable Object nothing() throws IOException {
        if (line().length > 0) {
            throw new ProtocolException("nothing is followed by something");
        }
        return null;
    }

    private byte @Nullable [] string(long length) throws IOException {
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > LONGEST_STRING) {
            throw new ProtocolException("a string of " + length + " bytes");
        }
        int kept = (int) Math.min(length, limits.string() + 1L);
        byte[] bytes;
        if (hasRoom(kept)) {
            room -= kept > ReplyLimits.SHORT ? kept : 0;
            bytes = bytes(kept);
            discard(length - kept);
        } else {
            room = 0;
            bytes = ReplyLimits.LEFT_OUT;
            discard(length);
        }
        endOfLine();
        return bytes;
    }

    private boolean hasRoom(int length) {
        return length <= room || length <= ReplyLimits.SHORT || room == limits.together();
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, FIRST_ROOM)];
        int filled = 0;
        while (filled < length) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            }
            filled += some(bytes, filled);
        }
        return bytes;
    }

    private void discard(long length) throws IOException {
        long left = length;
        while (left > 0) {
            fillIfEmpty();
            int count = (int) Math.min(left, end - position);
            position += count;
            left -= count;
        }
    }

    /** Reads what there is, at least one byte and at most as many as there is room for. */
    private int some(byte[] bytes, int from) throws IOException {
        int room = bytes.length - from;
        if (position == end && room >= BUFFER) {
            return received(in.read(bytes, from, room));
        }
        fillIfEmpty();
        int count = Math.min(room, end - position);
        System.arraycopy(buffer, position, bytes, from, count);
        position += count;
        return count;
    }

    private @Nullable List<@Nullable Object> array(long length, int depth) throws IOException {
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > Integer.MAX_VALUE || depth > DEEPEST) {
            throw new ProtocolException("an array of " + length + " elements at depth " + depth);
        }
        List<@Nullable Object> elements = new ArrayList<>((int) Math.min(length, BUFFER));
        for (long i = 0; i < length; i++) {
            Object element = read(depth);
            if (i < limits.elements()) {
                elements.add(element);
            }
        }
        return elements;
    }

    private long number() throws IOException {
        byte digit = next();
        boolean negative = digit == '-';
        if (negative) {
            digit = next();
        }
        long number = 0;
        int digits = 0;
        while (digit != '\r') {
            if (digit < '0' || digit > '9' || ++digits > MOST_DIGITS) {
                throw new ProtocolException("no number");
            }
            number = number * 10 + (digit - '0');
            digit = next();
        }
        requireNewline();
        if (digits == 0 || number < 0) {
            throw new ProtocolException("no number");
        }
        return negative ? -number : number;
    }

    private byte[] line() throws IOException {
        byte[] line = new byte[64];
        int length = 0;
        for (byte b = next(); b != '\r'; b = next()) {
            if (length == LONGEST_LINE) {
                throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = b;
        }
        requireNewline();
        return Arrays.copyOf(line, length);
    }

    private void endOfLine() throws IOException {
        if (next() != '\r') {
            throw new ProtocolException("a string is longer than it says");
        }
        requireNewline();
    }

    private void requireNewline() throws IOException {
        if (next() != '\n') {
            throw new ProtocolException("a line does not end where it should");
        }
    }

    private byte next() throws IOException {
        fillIfEmpty();
        return buffer[position++];
    }

    private void fillIfEmpty() throws IOException {
        if (position == end) {
            end = received(in.read(buffer, 0, BUFFER));
            position = 0;
        }
    }

    private static int received(int count) throws EOFException {
        if (count < 0) {
            throw new EOFException("Redis closed the connection");
        }
        return count;
    }

    /** Whether everything that came has been read, so that the next byte belongs to the reply to what is sent next. */
    boolean isDrained() {
        return position == end;
    }
}
