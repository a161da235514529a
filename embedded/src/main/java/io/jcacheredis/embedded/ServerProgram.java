package io.jcacheredis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server program that was seen to run on this machine.
 *
 * @param command the program and what goes before its arguments, such as a loader and its library path
 * @param product {@code redis} or {@code valkey}
 * @param version such as {@code 7.0.15}
 * @param origin where it came from: {@code embedded}, or its path
 */
record ServerProgram(List<String> command, String product, String version, String origin) {

    private static final Pattern VERSION = Pattern.compile("(?i)(\\w+) server v=(\\S+)");
    private static final int PATIENCE_SECONDS = 10;
    private static final int ATTEMPTS = 50;

    ServerProgram {
        command = List.copyOf(command);
    }

    /** Runs the program for its version. Throws if it can't be run or is no Redis-like server. */
    static ServerProgram of(List<String> command, String origin) throws IOException {
        String answer = versionOf(command);
        Matcher matcher = VERSION.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("it doesn't call itself a Redis or Valkey server: " + answer.strip());
        }
        return new ServerProgram(command, matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), origin);
    }

    String description() {
        return product + " " + version + " (" + origin + ")";
    }

    /**
     * While any thread of this JVM forks, its child may for a moment hold a file that was just written open for writing;
     * Linux then refuses to execute the file ("Text file busy"). That passes.
     */
    private static String versionOf(List<String> command) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return run(command);
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("Text file busy")) {
                    throw e;
                }
                Poll.pause();
            }
        }
    }

    private static String run(List<String> command) throws IOException {
        List<String> withArgument = new ArrayList<>(command);
        withArgument.add("--version");
        Path output = Files.createTempFile("jcache-redis-embedded-", ".version");
        try {
            Process process = new ProcessBuilder(withArgument)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            waitFor(process);
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void waitFor(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("--version did not end in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it ran", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
