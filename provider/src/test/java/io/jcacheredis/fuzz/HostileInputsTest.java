package io.jcacheredis.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inputs that were made to do harm, and what holds of the fuzzer's: each is refused with a reason or a place, within
 * bounds, and no gadget's code runs. They are read in a JVM of little memory, and written in this one, where making a
 * gadget does no harm.
 */
class HostileInputsTest {

    @TempDir
    Path folder;

    private int number;

    /** Reads all inputs of a folder and prints what is wrong. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws IOException {
            ConfigurationSources.initialize();
            List<String> wrong = new ArrayList<>();
            int refused = 0;
            try (Stream<Path> files = Files.list(Path.of(args[0]))) {
                for (Path file : files.sorted().toList()) {
                    String what = outcome(file);
                    if (!what.equals("refused")) {
                        wrong.add(file.getFileName() + ": " + what);
                    }
                    refused++;
                }
            }
            System.out.print(wrong.isEmpty() ? "refused " + refused : String.join("\n", wrong));
        }

        private static String outcome(Path file) throws IOException {
            String name = file.getFileName().toString();
            FuzzTarget target = FuzzTarget.of(name.substring(name.indexOf(' ') + 1, name.indexOf(", ")))
                    .get(0);
            long before = Outcomes.refused();
            try {
                target.run(Files.readAllBytes(file));
            } catch (RuntimeException | Error e) {
                return e.toString();
            }
            return Outcomes.refused() > before ? "refused" : "read";
        }
    }

    private void add(FuzzTarget target, String what, byte[] bytes) {
        String name =
                String.format(Locale.ROOT, "%04d %s, %s", number++, target, what.replaceAll("[^A-Za-z0-9 ]", "_"));
        try {
            Files.write(folder.resolve(name.substring(0, Math.min(120, name.length()))), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(FuzzTarget target, int choice, Collection<String> texts) {
        texts.forEach(text -> add(target, text, Seeds.chosen(choice, text.getBytes(UTF_8))));
    }

    private void addAll() throws Exception {
        HostileObjects.all().forEach((what, bytes) -> {
            add(FuzzTarget.JAVA, what, bytes);
            add(FuzzTarget.JAVA_TYPED, what, bytes);
            add(FuzzTarget.ENVELOPE, what, Seeds.chosen(10, Seeds.chosen(3, Seeds.chosen(7, bytes))));
        });
        add(FuzzTarget.JSON, 2, HostileTexts.polymorphic());
        add(FuzzTarget.JSON, 3, HostileTexts.any());
        add(FuzzTarget.KEY, 0, HostileTexts.keys());
        HostileTexts.yaml().forEach((what, bytes) -> add(FuzzTarget.YAML, what, bytes));
        HostileTexts.properties().forEach(text -> add(FuzzTarget.PROPERTIES, text, text.getBytes(UTF_8)));
        envelopes();
    }

    private void envelopes() {
        byte[] bomb = new byte[20_000_000];
        byte[] nested = "x".getBytes(UTF_8);
        for (int i = 0; i < 100; i++) {
            nested = i % 2 == 0 ? EnvelopeFuzz.deflated(0, nested) : EnvelopeFuzz.versioned(2, nested);
        }
        for (int codec : new int[] {2, 4, 5}) {
            add(FuzzTarget.ENVELOPE, "nested", Seeds.chosen(codec, Seeds.chosen(0, nested)));
            add(FuzzTarget.ENVELOPE, "lying", Seeds.chosen(codec, Seeds.chosen(2, Seeds.chosen(255, bomb))));
        }
    }

    @Test
    void allOfThem_areRefused_withinBounds_andNoGadgetRuns() throws Exception {
        addAll();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC", // G1 does not move large arrays, and finds no room where there is some
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String printed = new String(other.getInputStream().readAllBytes(), UTF_8);
            assertThat(printed).isEqualTo("refused " + number);
            assertThat(number).isGreaterThan(400);
        } finally {
            other.destroyForcibly();
        }
    }
}
