package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what {@code --help} does, for those who say it as a word. */
@Command(name = "help", description = "Show this help, or that of a command.")
final class HelpCommand implements Callable<Integer> {

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command; the whole program unless said.")
    private @Nullable String command;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine program = spec.parent().commandLine();
        CommandLine shown = command == null ? program : program.getSubcommands().get(command);
        if (shown == null) {
            throw new ParameterException(spec.commandLine(), "There is no command '" + command + "'");
        }
        shown.usage(shown.getOut());
        return ExitStatus.FINE.code();
    }
}
