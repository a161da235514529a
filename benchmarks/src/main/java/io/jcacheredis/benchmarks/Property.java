package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** A typical value: JSON of about as many bytes as it was made of. */
record Property(String id, String address, long priceCents, double score, List<String> features) {

    /** What JSON needs for the names and numbers. */
    private static final int NAMES = 80;

    static Property of(byte[] letters) {
        String text = new String(letters, US_ASCII).substring(NAMES);
        int half = text.length() / 2;
        List<String> features = List.of(text.substring(half, half + 10), text.substring(half + 10));
        return new Property("p-" + letters.length, text.substring(0, half), 32_500_000, 0.75, features);
    }

    Property changed() {
        return new Property(id, address, priceCents + 1, score, features);
    }
}
