package io.jcacheredis.internal.configuration;

import java.util.Map;

/**
 * What may be said for a setting, and what it becomes.
 *
 * @param expected what may be said, for people: {@code one of warn, reject}
 * @param json the same as a fragment of a JSON schema
 * @param secret whether what was said may hold a password, and is never repeated
 * @param reader makes a value of the text
 */
record Kind<T>(String expected, Map<String, Object> json, boolean secret, Reader<T> reader) {

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
        this(expected, json, false, reader);
    }

    T read(String text, ClassLoader classes) {
        return reader.read(text, classes);
    }
}
