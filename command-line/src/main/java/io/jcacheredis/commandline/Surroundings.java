package io.jcacheredis.commandline;

import io.jcacheredis.commandline.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * All that the program has to do with the outside but Redis.
 *
 * @param environment the environment variables
 * @param in what it reads
 * @param out what was asked for goes there, and nothing else
 * @param err what is said beside it goes there: notes, questions, progress and errors
 * @param terminal which of the three a person is at
 */
public record Surroundings(
        Map<String, String> environment, InputStream in, PrintStream out, PrintStream err, Terminal terminal) {}
