package io.jcacheredis.commandline.command;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.Secrets;
import io.jcacheredis.commandline.doctor.Doctor;
import io.jcacheredis.commandline.doctor.Finding;
import io.jcacheredis.commandline.doctor.Finding.Level;
import io.jcacheredis.commandline.redis.Reading;
import io.jcacheredis.commandline.redis.Reading.Options;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.Style;
import io.jcacheredis.commandline.terminal.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for what keeps caches from working, or will, and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Look for what keeps caches from working, or will, and say what to do: the worst first.",
            "Changes nothing. Looks at the configuration, the connection, the server's version, memory, persistence and role, the"
                    + " user's permissions, and the clocks."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final String CONFIGURATION = "configuration";
    private static final String PROBLEM = "\n  - ";

    /** From when on the program ends with 1. */
    private enum FailOn {
        PROBLEM,
        WARNING,
        NEVER
    }

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "warning",
            description = "End with 1 if there is a problem, or also if there is a warning (the default), or never.")
    private FailOn failOn = FailOn.WARNING;

    private final RootCommand root;

    DoctorCommand(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        ExitStatus broken = ExitStatus.FINE;
        String address = "";
        Reading reading = read(findings);
        if (reading != null) {
            try (Session session = new Session(reading)) {
                address = session.address();
                findings.addAll(new Doctor(session).examine());
            } catch (CacheUnavailableException e) {
                broken = e.reason() == CacheUnavailableException.Reason.NOT_PERMITTED
                        ? ExitStatus.NOT_PERMITTED
                        : ExitStatus.UNREACHABLE;
                findings.add(unusable(e));
            } catch (CacheException e) {
                broken = ExitStatus.FAILED;
                findings.add(unusable(e));
            }
        }
        findings.sort(Comparator.comparing(Finding::level));
        tell(address, findings);
        return (broken == ExitStatus.FINE ? status(findings) : broken).code();
    }

    private static Finding unusable(CacheException e) {
        return new Finding(
                Level.PROBLEM,
                "connection",
                Options.named(String.valueOf(e.getMessage())).replaceFirst("^the command could not be done: ", ""),
                "Nothing else could be looked at.");
    }

    /** The settings; without the file's if that makes no sense, so that Redis is looked at all the same. */
    private @Nullable Reading read(List<Finding> findings) {
        Map<String, String> environment = root.surroundings().environment();
        try {
            Reading reading = Reading.of(environment, root.options());
            describe(reading, findings);
            return reading;
        } catch (CacheException e) {
            addProblems(Options.named(String.valueOf(e.getMessage())), findings);
        }
        try {
            return Reading.withoutFile(environment, root.options());
        } catch (CacheException e) {
            return null;
        }
    }

    private static void describe(Reading reading, List<Finding> findings) {
        int declared = reading.settings().caches().declared().size();
        findings.add(new Finding(
                Level.FINE,
                CONFIGURATION,
                "The configuration makes sense; it declares " + declared + (declared == 1 ? " cache" : " caches"),
                ""));
        reading.warnings().forEach(warning -> findings.add(new Finding(Level.WARNING, CONFIGURATION, warning, "")));
        if (!reading.missingClasses().isEmpty()) {
            findings.add(new Finding(
                    Level.NOTE,
                    CONFIGURATION,
                    "These classes are not here, so that nothing is said of them: "
                            + String.join(", ", reading.missingClasses()),
                    "Nothing, if the application has them."));
        }
    }

    private static void addProblems(String message, List<Finding> findings) {
        String[] problems = message.split(PROBLEM, -1);
        for (int i = problems.length == 1 ? 0 : 1; i < problems.length; i++) {
            findings.add(new Finding(
                    Level.PROBLEM,
                    CONFIGURATION,
                    problems[i],
                    problems[i].startsWith("--")
                            ? "This is an option of this program, of which the application knows nothing."
                            : "The application does not start so; docs/configuration.md has all settings."));
        }
    }

    private ExitStatus status(List<Finding> findings) {
        Level worst = worst(findings);
        boolean fails = switch (failOn) {
            case PROBLEM -> worst == Level.PROBLEM;
            case WARNING -> worst == Level.PROBLEM || worst == Level.WARNING;
            case NEVER -> false;
        };
        return fails ? ExitStatus.FAILED : ExitStatus.FINE;
    }

    private static Level worst(List<Finding> findings) {
        return findings.isEmpty() ? Level.FINE : findings.get(0).level();
    }

    private void tell(String address, List<Finding> findings) {
        Output output = root.output();
        if (output.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("redis", address);
            fields.put("worst", word(worst(findings)));
            fields.put("findings", findings.stream().map(DoctorCommand::fields).toList());
            output.json(fields);
            return;
        }
        for (Finding finding : findings) {
            output.line(label(finding.level(), output.style()) + " "
                    + Text.harmlessLines(Secrets.masked(finding.title())).replace("\n", "\n        "));
            if (!finding.advice().isEmpty()) {
                output.line("        " + output.style().faint("→ " + Text.harmlessLines(finding.advice())));
            }
        }
    }

    private static String label(Level level, Style style) {
        return switch (level) {
            case PROBLEM -> style.bad("PROBLEM");
            case WARNING -> style.doubtful("WARNING");
            case NOTE -> style.bold("note   ");
            case FINE -> style.good("fine   ");
        };
    }

    private static Map<String, String> fields(Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("level", word(finding.level()));
        fields.put("check", finding.check());
        fields.put("finding", Secrets.masked(finding.title()));
        fields.put("advice", finding.advice());
        return fields;
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
