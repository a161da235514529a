package io.jcacheredis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.configuration.MutableConfiguration;

/** A JVM whose cache prints what its listener hears, until it is told {@code close} or reads no more. */
final class HearingJvm {

    static final String CACHE = "c";

    private HearingJvm() {}

    /** Arguments: the Redis, and settings as names and values in turn. */
    public static void main(String[] arguments) throws IOException {
        ChildJvm.endAfter(Duration.ofMinutes(5));
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (Opened opened = Opened.at(URI.create(arguments[0]), settings);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Heard printing = new Heard() {
                @Override
                void keep(String event) {
                    System.out.println("event=" + event);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)); // so that it can be killed in between
                }
            };
            // By the configuration, as a program has it that must miss nothing.
            opened.manager.createCache(
                    CACHE,
                    new MutableConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .addCacheEntryListenerConfiguration(printing.configuration()));
            System.out.println("ready");
            for (String line = input.readLine(); line != null && !line.equals("close"); line = input.readLine()) {
                System.out.println("unknown=" + List.of(line));
            }
        }
    }
}
