package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.Surroundings;
import io.jcacheredis.commandline.terminal.ProgressBar;
import io.jcacheredis.commandline.terminal.Style;
import io.jcacheredis.commandline.terminal.Table;
import io.jcacheredis.commandline.terminal.Terminal;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.commandline.value.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** Where a command tells what came of it: results on the output, all else beside it. */
final class Output {

    private static final Set<String> YES = Set.of("y", "yes");

    private final Surroundings surroundings;
    private final boolean json;
    private final Style style;

    Output(Surroundings surroundings, boolean json, Style style) {
        this.surroundings = surroundings;
        this.json = json;
        this.style = style;
    }

    /** Whether the result is wanted in JSON. */
    boolean isJson() {
        return json;
    }

    /** How results look. */
    Style style() {
        return style;
    }

    /** The terminal. */
    Terminal terminal() {
        return surroundings.terminal();
    }

    /** The output as it is. */
    PrintStream stream() {
        return surroundings.out();
    }

    /** A result for a program. */
    void json(Object result) {
        line(Json.line(result));
    }

    /** A line of a result for a person. */
    void line(String text) {
        surroundings.out().print(text);
        surroundings.out().print('\n');
    }

    /** A table, as wide as the terminal; of any width where nobody looks. */
    void table(Table table) {
        int columns = terminal().showsOutput() ? terminal().columns() : Integer.MAX_VALUE;
        table.lines(style, columns).forEach(this::line);
    }

    /** Something beside the result. Nothing in JSON. */
    void note(String text) {
        if (!json) {
            surroundings.out().flush();
            surroundings.err().println(Text.harmlessLines(text));
        }
    }

    /** A bar for something of that length, which is shown to people only. */
    ProgressBar progress(long total) {
        return new ProgressBar(surroundings.err(), terminal(), total, json);
    }

    /**
     * Goes on if somebody says yes.
     *
     * @throws Complaint if not, or if nobody can be asked
     */
    void requireYes(String question) {
        if (!terminal().canAsk()) {
            throw new Complaint(
                    ExitStatus.NOT_CONFIRMED,
                    "Nobody can be asked here whether that is meant: say --yes, or look first with --dry-run."
                            + " Nothing was changed");
        }
        surroundings.out().flush();
        surroundings.err().print(Text.harmless(question) + " [y/N] ");
        surroundings.err().flush();
        if (!YES.contains(answer().strip().toLowerCase(Locale.ROOT))) {
            throw new Complaint(ExitStatus.NOT_CONFIRMED, "Nothing was changed");
        }
    }

    private String answer() {
        try {
            InputStream in = surroundings.in();
            StringBuilder bytes = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                bytes.append((char) b);
            }
            return new String(bytes.toString().getBytes(ISO_8859_1), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the answer can't be read", e);
        }
    }
}
