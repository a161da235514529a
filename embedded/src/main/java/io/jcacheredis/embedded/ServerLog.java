package io.jcacheredis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server has printed since it was last started. */
record ServerLog(Path file) {

    private static final int TAIL_LINES = 25;

    boolean contains(String words) {
        return text().contains(words);
    }

    /** The last lines, for an error message. */
    String tail() {
        List<String> lines = text().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private String text() {
        try {
            // Not readString: a log may hold bytes that are no UTF-8.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
