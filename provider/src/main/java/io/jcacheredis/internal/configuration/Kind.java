package io.jcacheredis.internal.configuration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be said for a setting, and what it becomes.
 *
 * @param expected what may be said, for people: {@code one of warn, reject}
 * @param json the same as a fragment of a JSON schema
 * @param separator what stands between its parts, if there are several and files may have a list of them; else null
 * @param secret whether what was said may hold a password, and is never repeated
 * @param reader makes a value of the text
 */
record Kind<T>(
        String expected, Map<String, Object> json, @Nullable String separator, boolean secret, Reader<T> reader) {

    /** Makes a value of what a source says. */
    @FunctionalInterface
    interface Reader<T> {

        /**
         * Reads a text.
         *
         * @param classes finds the classes that users name
         * @throws IllegalArgumentException if the text doesn't fit; the message says why, without repeating it
         */
        T read(String text, ClassLoader classes);
    }

    Kind(String expected, Map<String, Object> json, Reader<T> reader) {
        this(expected, json, null, false, reader);
    }

    T read(String text, ClassLoader classes) {
        return reader.read(text, classes);
    }
}
