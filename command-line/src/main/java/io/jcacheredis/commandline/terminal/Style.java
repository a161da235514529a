package io.jcacheredis.commandline.terminal;

/** Colours by the sequences of ECMA-48, or none. */
public enum Style {
    /** With colours. */
    COLOURED("\u001b[1m", "\u001b[2m", "\u001b[31m", "\u001b[33m", "\u001b[32m", "\u001b[0m"),
    /** Plain text. */
    PLAIN("", "", "", "", "", "");

    private final String bold;
    private final String faint;
    private final String red;
    private final String yellow;
    private final String green;
    private final String end;

    Style(String bold, String faint, String red, String yellow, String green, String end) {
        this.bold = bold;
        this.faint = faint;
        this.red = red;
        this.yellow = yellow;
        this.green = green;
        this.end = end;
    }

    /** What stands out. */
    public String bold(String text) {
        return bold + text + end;
    }

    /** What may be overlooked. */
    public String faint(String text) {
        return faint + text + end;
    }

    /** What is bad. */
    public String bad(String text) {
        return red + text + end;
    }

    /** What wants attention. */
    public String doubtful(String text) {
        return yellow + text + end;
    }

    /** What is good. */
    public String good(String text) {
        return green + text + end;
    }
}
