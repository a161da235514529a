package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import javax.cache.CacheException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is broken at random is read or refused as a CacheException, and never shows a password. */
class BrokenTextTest {

    private static final int ROUNDS = 600;
    private static final String SYNTAX = "{}[]:,\"'#&*!|>-?%@`~= \n\t\r\\.\u0000\uFEFF\u00e9x7";

    @TempDir
    Path folder;

    private static String text(String ending) {
        return switch (ending) {
            case "yaml" -> FormsTest.YAML;
            case "json" -> FormsTest.JSON;
            default -> FormsTest.PROPERTIES;
        };
    }

    private static String broken(String text, Random random) {
        StringBuilder broken = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(broken.length());
            char any = SYNTAX.charAt(random.nextInt(SYNTAX.length()));
            switch (random.nextInt(4)) {
                case 0 -> broken.deleteCharAt(at);
                case 1 -> broken.insert(at, any);
                case 2 -> broken.setCharAt(at, any);
                default -> broken.delete(at, Math.min(broken.length(), at + random.nextInt(40)));
            }
        }
        return broken.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json", "properties"})
    void brokenText_isReadOrRefused(String ending) {
        long seed = 4711;
        Random random = new Random(seed);
        String text = text(ending).replace("redis://cache.example", "redis://:canary@cache.example");
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String broken = broken(text, random);
            Problems problems = new Problems();
            ConfigurationFile file = new ConfigurationFile(
                    "broken",
                    url(broken),
                    ConfigurationFile.formOf("." + ending).orElseThrow());
            try {
                Layer.of(file.read(problems), problems).check(BrokenTextTest.class.getClassLoader(), problems);
                problems.throwIfAny("");
            } catch (CacheException e) {
                refused++;
                // Where the @ is what was broken, nobody can know.
                if (broken.contains("canary@")) {
                    assertThat(e.getMessage())
                            .as("round %d of seed %d: %s", round, seed, broken)
                            .doesNotContain("canary");
                }
            }
        }
        assertThat(refused).isBetween(ROUNDS / 4, ROUNDS);
    }

    private java.net.URL url(String text) {
        try {
            return Reading.write(folder, "broken", text.getBytes(StandardCharsets.UTF_8))
                    .toUri()
                    .toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
