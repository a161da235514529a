package io.jcacheredis.fuzz;

import io.jcacheredis.internal.connection.ReadReplies;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.util.List;

/**
 * What a server replies, in both protocols, with limits that the first byte chooses: read as a whole and byte by byte it is the same,
 * and ends as a broken connection does and not otherwise.
 */
public final class ReplyFuzz {

    private static final List<ReplyLimits> LIMITS =
            List.of(ReplyLimits.NONE, new ReplyLimits(8, Long.MAX_VALUE), new ReplyLimits(80, 100));

    private ReplyFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        ReplyLimits limits = input.choose(LIMITS);
        byte[] replies = input.rest();
        Bounds.check(bytes.length, () -> {
            String whole = ReadReplies.of(replies, replies.length, limits);
            if (!whole.equals(ReadReplies.of(replies, 1, limits))) {
                throw new AssertionError("replies that come byte by byte are others");
            }
            if (whole.isEmpty()) {
                Outcomes.refuse();
            }
        });
    }
}
