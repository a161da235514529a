package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells unasked, or in the form of what is.
 *
 * @param elements its kind, and what it is about
 */
record Push(List<@Nullable Object> elements) {

    private static final Set<String> ANSWERS = Set.of("subscribe", "unsubscribe");

    /** Whether it is the answer to a command all the same: those to SUBSCRIBE and UNSUBSCRIBE come so, in their turn among the others. */
    boolean isAnswer() {
        return elements.get(0) instanceof byte[] kind && ANSWERS.contains(new String(kind, US_ASCII));
    }
}
