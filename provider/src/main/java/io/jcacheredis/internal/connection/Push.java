package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells unasked, or in the form of what is.
 *
 * @param elements its kind, and what it is about
 */
record Push(List<@Nullable Object> elements) {

    private static final byte[] SUBSCRIBED = "subscribe".getBytes(US_ASCII);

    /** Whether it is the answer to a command all the same: that to SUBSCRIBE comes so, in its turn among the others. */
    boolean isAnswer() {
        return elements.get(0) instanceof byte[] kind && Arrays.equals(kind, SUBSCRIBED);
    }
}
