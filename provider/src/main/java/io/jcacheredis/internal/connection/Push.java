package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells unasked.
 *
 * @param elements its kind, and what it is about
 */
record Push(List<@Nullable Object> elements) {

    private static final String SUBSCRIPTION = "subscribe";

    /** Whether it answers a command: SUBSCRIBE and its kin have no other answer. */
    boolean isAnswer() {
        return elements.get(0) instanceof byte[] kind && new String(kind, US_ASCII).endsWith(SUBSCRIPTION);
    }
}
