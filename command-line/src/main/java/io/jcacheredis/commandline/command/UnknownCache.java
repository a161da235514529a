package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.Session;
import picocli.CommandLine.Option;

/** What commands that change entries have in common where nobody says that there is such a cache: the name may be a mistake. */
final class UnknownCache {

    private static final String OPTION = "--unknown-cache";

    @Option(
            names = OPTION,
            description = "Go on also if no live JVM and no configuration given here says that there is such a cache.")
    private boolean accepted;

    /** That nobody says so, in words. */
    static String isUnknown(CacheFacts facts) {
        return "No JVM has a cache '" + facts.name() + "' open, and no configuration given here declares it";
    }

    /** Whether nothing says that there is such a cache, not even keys that could be its own. */
    static boolean isAbsent(Session session, CacheFacts facts, long entries) {
        return entries == 0 && !facts.isKnown() && session.catalog().isComplete();
    }

    /** That in words. */
    static String absence(CacheFacts facts) {
        return "There is no cache '" + facts.name()
                + "': no JVM has it open, no configuration given here declares it, and there are no keys "
                + facts.space().start() + "*";
    }

    /**
     * Goes on if there is no doubt, or if the user has none.
     *
     * @param doubt what may go wrong; empty if nothing can
     * @throws Complaint otherwise
     */
    void require(String doubt) {
        if (!doubt.isEmpty() && !accepted) {
            throw new Complaint(
                    ExitStatus.NOT_CONFIRMED,
                    doubt + ". Give the application's file by --config, look first with --dry-run, or say " + OPTION
                            + " if it is meant. Nothing was changed");
        }
    }
}
