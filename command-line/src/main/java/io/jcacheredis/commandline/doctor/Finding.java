package io.jcacheredis.commandline.doctor;

/**
 * Something that was looked at.
 *
 * @param check what was looked at, a name that never changes
 * @param title what was found, in a sentence
 * @param advice what to do, or an empty text
 */
public record Finding(Level level, String check, String title, String advice) {

    /** How bad it is, the worst first. */
    public enum Level {
        /** Something does not work, or will not. */
        PROBLEM,
        /** It works, and is likely to end badly. */
        WARNING,
        /** Worth knowing. */
        NOTE,
        /** As it should be. */
        FINE
    }

    static Finding problem(String check, String title, String advice) {
        return new Finding(Level.PROBLEM, check, title, advice);
    }

    static Finding warning(String check, String title, String advice) {
        return new Finding(Level.WARNING, check, title, advice);
    }

    static Finding note(String check, String title, String advice) {
        return new Finding(Level.NOTE, check, title, advice);
    }

    static Finding fine(String check, String title) {
        return new Finding(Level.FINE, check, title, "");
    }
}
