package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.Surroundings;
import io.jcacheredis.commandline.redis.Reading;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.Style;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command, which shows its help; with the options that all commands have. */
@Command(
        name = "jcache-redis",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionCommand.class,
        description = "Looks at the caches of jcache-redis in Redis or Valkey, and looks after them.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:there are findings, something is not there, or something failed",
            "2:the command line or the configuration makes no sense",
            "3:Redis can't be reached or does not answer in time",
            "4:Redis does not permit it to this user",
            "5:nobody confirmed, or nobody knows the cache, so that nothing was done"
        })
final class RootCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The Redis to use. REDIS_URL unless given, or what the configuration file says. A password is"
                    + " better given by REDIS_URL, as others see the command line.")
    private @Nullable String url;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The application's jcache-redis.yaml, .json or .properties.")
    private @Nullable String config;

    @Option(
            names = "--key-prefix",
            paramLabel = "PREFIX",
            scope = ScopeType.INHERIT,
            description = "What all Redis keys begin with: jcache: unless set.")
    private @Nullable String keyPrefix;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            description = "How long to wait for an answer: 1s unless set, and at least 10s for what goes through many"
                    + " entries (caches, stats, purge, clear, export, warm) unless set by this option.")
    private @Nullable String timeout;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Tell it in JSON, for programs.")
    private boolean json;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Without colours, as with NO_COLOR set.")
    private boolean plain;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show what the provider logs, on the error output.")
    private boolean verbose;

    RootCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.err());
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** What is outside of the program. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** What the options say of where Redis is. */
    Reading.Options options() {
        return new Reading.Options(url, config, keyPrefix, timeout);
    }

    /**
     * A session with the Redis that the options, the environment and the configuration file name.
     *
     * @param longWork whether many entries are gone through
     * @throws Complaint if what they say makes no sense
     */
    Session openSession(boolean longWork) {
        Map<String, String> environment = surroundings.environment();
        try {
            return new Session(
                    longWork ? Reading.forLongWork(environment, options()) : Reading.of(environment, options()));
        } catch (CacheException e) {
            throw new Complaint(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Where results go. */
    Output output() {
        return new Output(surroundings, json, style(surroundings.terminal().showsOutput()));
    }

    private Style style(boolean shown) {
        boolean unwanted = plain
                || json
                || !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || surroundings.environment().getOrDefault("TERM", "").equals("dumb");
        return shown && !unwanted ? Style.COLOURED : Style.PLAIN;
    }

    /** Whether results are JSON. */
    boolean json() {
        return json;
    }

    /** Whether the provider's log is shown. */
    boolean verbose() {
        return verbose;
    }
}
