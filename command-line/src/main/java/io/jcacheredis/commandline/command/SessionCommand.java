package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.Session;
import java.util.concurrent.Callable;

/** A command that asks Redis. */
abstract class SessionCommand implements Callable<Integer> {

    private final RootCommand root;
    private final boolean longWork;

    /** One that asks for little. */
    SessionCommand(RootCommand root) {
        this(root, false);
    }

    /**
     * A command.
     *
     * @param longWork whether it goes through many entries, so that a slow answer is not to end it
     */
    SessionCommand(RootCommand root, boolean longWork) {
        this.root = root;
        this.longWork = longWork;
    }

    /** Does it. */
    abstract ExitStatus run(Session session, Output output);

    /** What all commands have. */
    final RootCommand root() {
        return root;
    }

    @Override
    public final Integer call() {
        Session session = root.openSession(longWork);
        try (session) {
            return run(session, root.output()).code();
        } catch (RuntimeException e) {
            if (session.isEnding()) {
                return ExitStatus.FAILED.code(); // it failed because of that, and the signal says how the process ends
            }
            throw e;
        }
    }
}
