package io.jcacheredis.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM in which Jazzer runs one target. Its heap has 192 MB: Jazzer takes half of it to look through the class path, an honest input a thousandth;
 * what a hostile one asks for is more than that, or would be with a few bytes changed.
 */
final class FuzzJvm {

    /** What the fuzzer sees the branches of. */
    private static final String INSTRUMENTED =
            "io.jcacheredis.**:tools.jackson.core.**:tools.jackson.dataformat.**:org.snakeyaml.**";

    /** They have many steps, which say nothing of an input. */
    private static final String NOT_INSTRUMENTED =
            "io.jcacheredis.internal.configuration.Nearest:io.jcacheredis.internal.configuration.Schema*";

    private static final List<String> NOT_HOOKED = List.of(
            // A configuration may name any class: that is the program's own side.
            "com.code_intelligence.jazzer.sanitizers.ReflectiveCall",
            // It finds nothing but leads to what patterns match, and most of the patterns are the targets' own, for
            // messages.
            "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks");

    private static final Path RESOURCES = Path.of("src/test/resources/fuzz");

    private final FuzzTarget target;
    private final Path folder;

    /**
     * A run of a target.
     *
     * @param work where new inputs are kept, for a later run to go on from, and what is found
     */
    FuzzJvm(FuzzTarget target, Path work) {
        this.target = target;
        this.folder = work.resolve(target.toString()).toAbsolutePath();
    }

    /**
     * The command for that many inputs, beginning with the seeds, with what broke the target before, and with what was
     * kept. The run of all targets keeps nothing, so that every build tries the same.
     */
    List<String> command(long runs) throws IOException {
        Files.createDirectories(findings());
        Path kept = Files.createDirectories(folder.resolve("kept"));
        if (target == FuzzTarget.ALL) {
            for (Path file : files(kept)) {
                Files.delete(file);
            }
        }
        List<String> command = java();
        command.add("-runs=" + runs);
        command.add("-seed=1");
        command.add("-max_len=" + target.maxLength);
        // For what hangs; what is slow is counted by Bounds, whatever else the machine does.
        command.add("-timeout=60");
        command.add("-artifact_prefix=" + findings() + "/");
        command.add("--reproducer_path=" + folder);
        if (!target.dictionaries.isEmpty()) {
            command.add("-dict=" + dictionary());
        }
        command.add(kept.toString());
        command.add(seeds().toString());
        command.add(findings().toString());
        return command;
    }

    /** The command that runs one input, as a finding is replayed. */
    List<String> replay(String input) {
        List<String> command = java();
        command.add(input);
        return command;
    }

    private List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--instrumentation_excludes=" + NOT_INSTRUMENTED,
                "--custom_hook_includes=" + INSTRUMENTED,
                "--custom_hook_excludes=" + NOT_INSTRUMENTED,
                "--disabled_hooks=" + String.join(":", NOT_HOOKED)));
    }

    private Path dictionary() throws IOException {
        List<String> words = new ArrayList<>();
        for (String name : target.dictionaries) {
            words.addAll(Files.readAllLines(RESOURCES.resolve(name + ".dict")));
        }
        return Files.write(folder.resolve("words.dict"), words);
    }

    /** The target's own, or those of all with what chooses the target before them. */
    private Path seeds() throws IOException {
        if (target != FuzzTarget.ALL) {
            return RESOURCES.resolve(target.toString()).toAbsolutePath();
        }
        Path all = Files.createDirectories(folder.resolve("seeds"));
        List<FuzzTarget> targets = FuzzTarget.each();
        for (int i = 0; i < targets.size(); i++) {
            for (Path seed : files(RESOURCES.resolve(targets.get(i).toString()))) {
                Files.write(
                        all.resolve(targets.get(i) + "-" + seed.getFileName()),
                        Seeds.chosen(i, Files.readAllBytes(seed)));
            }
        }
        return all;
    }

    /** Where the inputs are that broke the target. */
    Path findings() {
        return folder.resolve("findings");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Runs a command to its end, and gives the exit code. */
    int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Where what it printed is. */
    Path output() {
        return folder.resolve("output.txt");
    }

    String printed() throws IOException {
        // Not all of it is text: the inputs are in it.
        return new String(Files.readAllBytes(output()), StandardCharsets.ISO_8859_1);
    }
}
