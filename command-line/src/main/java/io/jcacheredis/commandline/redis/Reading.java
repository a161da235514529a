package io.jcacheredis.commandline.redis;

import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.configuration.SettingsReader;
import io.jcacheredis.internal.configuration.Warnings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What the provider reads of its settings, from the same sources in the same order, with the options of the command line in the
 * place of a manager's {@code Properties}; classes of the application need not be there.
 *
 * @param settings what it makes of them
 * @param standIns the loader of the classes that are not there
 * @param warnings what the provider would warn of
 */
public record Reading(Settings settings, StandIns standIns, Set<String> warnings) {

    /** Has nothing in it. A manager that is opened with it reads no other file. */
    static final URI NO_FILE = URI.create("classpath:io/jcacheredis/commandline/no-caches.properties");

    private static final URI DEFAULT = URI.create("jcache-redis:default");

    /** How long work on many entries waits for an answer at least: what was begun should not end for one that is slow. */
    private static final Duration LONG = Duration.ofSeconds(10);

    /** What the provider says of a class that is no number, enum or the like. */
    private static final Pattern NO_TEXT = Pattern.compile("the text codec can't hold (\\S+);");

    /**
     * What the command line says.
     *
     * @param url where Redis is
     * @param config the provider's own file
     * @param timeout as the provider spells durations
     */
    public record Options(
            @Nullable String url,
            @Nullable String config,
            @Nullable String keyPrefix,
            @Nullable String timeout) {

        /** As the provider names the source of a mistake, and what bounds a call. */
        private static final Pattern SETTING = Pattern.compile(
                "(?<!system )property jcache\\.redis\\.(url|config|key-prefix|timeout)(?![\\w.-])|(?<=\\()jcache\\.redis\\.(timeout)(?=\\))");

        private Properties properties() {
            Properties properties = new Properties();
            set(properties, "url", url);
            set(properties, "config", config == null ? null : file(config));
            set(properties, "key-prefix", keyPrefix);
            set(properties, "timeout", timeout);
            return properties;
        }

        /** What the provider says, with the options in the place of the settings that they stand for. */
        public static String named(String message) {
            return SETTING.matcher(message).replaceAll("--$1$2");
        }

        private static void set(Properties properties, String name, @Nullable String value) {
            if (value != null) {
                properties.setProperty("jcache.redis." + name, value);
            }
        }

        /** A path is meant as one, also where something of that name is on the class path. */
        private static String file(String config) {
            try {
                Path path = Path.of(config);
                return Files.isRegularFile(path) ? path.toUri().toString() : config;
            } catch (InvalidPathException e) {
                return config;
            }
        }

        /** The same without the file. */
        Options withoutFile() {
            return new Options(url, null, keyPrefix, timeout);
        }

        private Options waiting(Duration time) {
            return new Options(url, config, keyPrefix, time.toString());
        }
    }

    /**
     * Reads.
     *
     * @throws CacheException if anything makes no sense; the message lists all that doesn't, and holds no secret
     */
    public static Reading of(Map<String, String> environment, Options options) {
        return of(environment, options, DEFAULT);
    }

    /** The same for work on many entries, which waits longer for each answer unless the options say how long. */
    public static Reading forLongWork(Map<String, String> environment, Options options) {
        Reading reading = of(environment, options);
        boolean longer = reading.settings().connection().timeout().compareTo(LONG) < 0;
        return options.timeout() == null && longer ? of(environment, options.waiting(LONG)) : reading;
    }

    /** The same as if there were no configuration file. */
    public static Reading withoutFile(Map<String, String> environment, Options options) {
        return of(environment, options.withoutFile(), NO_FILE);
    }

    private static Reading of(Map<String, String> environment, Options options, URI manager) {
        Set<String> enums = new HashSet<>();
        while (true) {
            StandIns classes = new StandIns(Reading.class.getClassLoader(), Set.copyOf(enums));
            Warnings warnings = new Warnings();
            try {
                Settings settings =
                        new SettingsReader(environment, options.properties(), classes, warnings).read(manager);
                return new Reading(settings, classes, new TreeSet<>(warnings.said()));
            } catch (CacheException e) {
                if (!learn(String.valueOf(e.getMessage()), classes, enums)) {
                    throw e;
                }
            }
        }
    }

    /** Finds out which of the classes must be enums, as nothing else that an application has goes with the text codec. */
    private static boolean learn(String problems, StandIns classes, Set<String> enums) {
        Matcher found = NO_TEXT.matcher(problems);
        boolean learned = false;
        while (found.find()) {
            learned |= classes.names().contains(found.group(1)) && enums.add(found.group(1));
        }
        return learned;
    }

    /** The names of the application's classes that are not here. */
    public Set<String> missingClasses() {
        return new TreeSet<>(standIns.names());
    }
}
