package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.Secrets;
import io.jcacheredis.commandline.Surroundings;
import io.jcacheredis.commandline.redis.Reading.Options;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.commandline.value.Json;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The program as a whole: its commands, and how what they throw becomes a message and a status. */
public final class Program {

    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    /** What the JVM has in the place of characters that the locale has not. */
    private static final String LOST = "\uFFFD";

    private static final String LOST_CHARACTERS =
            "Characters of the arguments were lost on the way here, as the locale has only those of ASCII, or as they are not UTF-8."
                    + " Set LC_ALL=C.UTF-8 and try again";

    private final Surroundings surroundings;
    private final List<String> arguments;

    private Program(Surroundings surroundings, String... arguments) {
        this.surroundings = surroundings;
        this.arguments = List.of(arguments);
    }

    /**
     * Runs one command.
     *
     * @return what the process is to end with, one of {@link ExitStatus}
     */
    public static int run(Surroundings surroundings, String... arguments) {
        if (List.of(arguments).contains("--verbose")) {
            System.setProperty(LEVEL, "info"); // before anything logs
        }
        int code = new Program(surroundings, arguments).run();
        surroundings.err().flush();
        return code;
    }

    private int run() {
        boolean json = arguments.contains("--json");
        if (arguments.stream().anyMatch(argument -> argument.contains(LOST))) {
            tell(ExitStatus.USAGE, LOST_CHARACTERS, json);
            return ExitStatus.USAGE.code();
        }
        int code = commandLine().execute(arguments.toArray(String[]::new));
        if (surroundings.out().checkError() && code == ExitStatus.FINE.code()) {
            tell(ExitStatus.FAILED, "The output can't be written, so that some of the result is lost", json);
            return ExitStatus.FAILED.code();
        }
        return code;
    }

    private CommandLine commandLine() {
        RootCommand root = new RootCommand(surroundings);
        CommandLine completion = new CommandLine(new GenerateCompletion()).setCommandName("completion");
        CommandLine line = new CommandLine(root)
                .addSubcommand(new DoctorCommand(root))
                .addSubcommand(new CachesCommand(root))
                .addSubcommand(new StatsCommand(root))
                .addSubcommand(new TopCommand(root))
                .addSubcommand(new KeysCommand(root))
                .addSubcommand(new GetCommand(root))
                .addSubcommand(new TtlCommand(root))
                .addSubcommand(new PurgeCommand(root))
                .addSubcommand(new ClearCommand(root))
                .addSubcommand(new ExportCommand(root))
                .addSubcommand(new WarmCommand(root))
                .addSubcommand(new VersionCommand(root))
                .addSubcommand(new HelpCommand())
                .addSubcommand("completion", completion);
        completion
                .getCommandSpec()
                .usageMessage()
                .description(
                        "Print a script by which bash and zsh complete commands and options.",
                        "  source <(jcache-redis completion)");
        line.setOut(writer(surroundings.out()));
        line.setErr(writer(surroundings.err()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                surroundings.terminal().showsOutput() && !arguments.contains("--no-color") ? Ansi.AUTO : Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false); // keys begin with @
        line.setParameterExceptionHandler((e, args) -> misused(e));
        line.setExecutionExceptionHandler((e, command, result) -> failed(e, root.json()));
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
    }

    private int misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        boolean json = arguments.contains("--json");
        tell(ExitStatus.USAGE, String.valueOf(e.getMessage()), json);
        if (!json) {
            surroundings.err().println("See " + command + " --help");
        }
        return ExitStatus.USAGE.code();
    }

    private int failed(Exception failure, boolean json) {
        ExitStatus status = status(failure);
        tell(status, message(failure), json);
        return status.code();
    }

    /** How the program ends for it. */
    static ExitStatus status(Exception failure) {
        if (failure instanceof Complaint complaint) {
            return complaint.status();
        }
        if (failure instanceof CacheUnavailableException unavailable) {
            return switch (unavailable.reason()) {
                case UNREACHABLE -> ExitStatus.UNREACHABLE;
                case NOT_PERMITTED -> ExitStatus.NOT_PERMITTED;
                case REFUSED, NOT_REPLICATED -> ExitStatus.FAILED;
            };
        }
        return ExitStatus.FAILED;
    }

    /** What is not made for people says what kind it is, too. */
    private static String message(Exception failure) {
        boolean forPeople = failure instanceof Complaint || failure instanceof CacheException;
        return forPeople ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private void tell(ExitStatus status, String message, boolean json) {
        String shown = Secrets.masked(Options.named(message), arguments);
        surroundings.out().flush();
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("status", status.word());
            error.put("exitCode", status.code());
            error.put("message", shown);
            surroundings.err().println(Json.line(Map.of("error", error)));
        } else {
            surroundings.err().println(Text.harmlessLines(shown));
        }
    }
}
