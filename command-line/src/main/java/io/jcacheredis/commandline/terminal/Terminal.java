package io.jcacheredis.commandline.terminal;

/** Whether people are at the ends of the program's streams, and what they see. */
public interface Terminal {

    /** Whether a person can answer a question: the input is a terminal, and so is where questions are shown. */
    boolean canAsk();

    /** Whether a person reads the output, and not a file or another program. */
    boolean showsOutput();

    /** Whether a person reads what is said beside the output. */
    boolean showsErrors();

    /** How many characters a line has. */
    int columns();

    /** How many lines there are. */
    int rows();

    /** Lets keys be read one by one, without showing them, until the result is closed. */
    Keys keys();

    /** Reads keys as they are pressed. Used by one thread. */
    interface Keys extends AutoCloseable {

        /** The key that is pressed within a moment, or {@link #NONE}. */
        int next();

        /** The terminal is again as it was. May be called again, and by another thread. */
        @Override
        void close();

        /** No key. */
        int NONE = -1;
    }
}
