package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets tests elsewhere read replies as a connection reads them. */
public final class ReadReplies {

    private ReadReplies() {}

    /** The replies up to where the connection breaks, a line for each; so many bytes, at most, come at a time. */
    public static String of(byte[] bytes, int atATime, ReplyLimits limits) {
        ReplyReader reader = new ReplyReader(new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int from, int room) {
                return super.read(into, from, Math.min(room, Math.max(1, atATime)));
            }
        });
        StringBuilder replies = new StringBuilder();
        try {
            while (true) {
                reader.begin(limits);
                replies.append(text(reader.read())).append('\n');
            }
        } catch (IOException e) {
            return replies.toString();
        }
    }

    private static String text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, ISO_8859_1);
        }
        if (reply instanceof Push push) {
            return "push " + text(push.elements());
        }
        if (reply instanceof List<?> elements) {
            return elements.stream().map(ReadReplies::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(reply);
    }
}
