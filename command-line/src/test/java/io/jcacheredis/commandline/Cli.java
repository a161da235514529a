package io.jcacheredis.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.command.Program;
import io.jcacheredis.commandline.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program in this JVM, as a script would, or as a person would who answers something. */
public final class Cli {

    private final Map<String, String> environment;
    private final List<String> options;
    private final Supplier<InputStream> input;
    private final String pressed;
    private final boolean person;

    private Cli(
            Map<String, String> environment,
            List<String> options,
            Supplier<InputStream> input,
            String pressed,
            boolean person) {
        this.environment = environment;
        this.options = options;
        this.input = input;
        this.pressed = pressed;
        this.person = person;
    }

    /** The program with these options after each command, and nothing in its environment. */
    public static Cli with(String... options) {
        return new Cli(Map.of(), List.of(options), InputStream::nullInputStream, "", false);
    }

    /** The same with environment variables. */
    public Cli in(Map<String, String> variables) {
        return new Cli(variables, options, input, pressed, person);
    }

    /** The same with something to read. */
    public Cli reading(String text) {
        return reading(() -> new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /** The same with something to read that is made for each command. */
    public Cli reading(Supplier<InputStream> stream) {
        return new Cli(environment, options, stream, pressed, person);
    }

    /** The same at a terminal of 100 columns, where a person says that. */
    public Cli answering(String text) {
        return new Cli(environment, options, reading(text).input, text, true);
    }

    /** What came of a command. */
    public record Result(int code, String out, String err) {

        /** The output as JSON. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        /** The lines of the output. */
        public List<String> lines() {
            return out.lines().toList();
        }

        /** All that was said. */
        public String all() {
            return out + err;
        }
    }

    /** Runs a command. */
    public Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                environment,
                input.get(),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, true, UTF_8),
                new Fixed(person, pressed));
        int code = Program.run(
                surroundings,
                Stream.concat(Stream.of(arguments), options.stream()).toArray(String[]::new));
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** A terminal at which somebody is or not, and who presses keys one after another. */
    public record Fixed(boolean canAsk, boolean showsOutput, boolean showsErrors, int columns, int rows, String pressed)
            implements Terminal {

        Fixed(boolean person, String pressed) {
            this(person, person, person, 100, 40, pressed);
        }

        @Override
        public Keys keys() {
            ByteArrayInputStream keys = new ByteArrayInputStream(pressed.getBytes(UTF_8));
            return new Keys() {
                @Override
                public int next() {
                    return keys.read();
                }

                @Override
                public void close() {}
            };
        }
    }
}
