package io.jcacheredis.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages by which a Redis tells of changes, in bytes that it sent. */
final class Invalidations {

    private static final String ONE = ">2\r\n\\$10\r\ninvalidate\r\n\\*1\r\n\\$\\d+\r\n[^\r]*\r\n";
    private static final Pattern MESSAGE = Pattern.compile(ONE);
    private static final Pattern ONE_AFTER_THE_OTHER = Pattern.compile("(?:" + ONE + ")+");

    private Invalidations() {}

    /** The same bytes with those that follow each other in reverse order; what else the server said stays where it is. */
    static byte[] reversed(byte[] sent) {
        // Each byte is one character of this charset.
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        return ONE_AFTER_THE_OTHER
                .matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(backwards(run.group())))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String backwards(String run) {
        List<String> messages = new ArrayList<>(
                MESSAGE.matcher(run).results().map(MatchResult::group).toList());
        Collections.reverse(messages);
        return String.join("", messages);
    }
}
