package io.jcacheredis.commandline.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns as wide as their content: words to the left, numbers to the right. */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    /** An empty table. The column of a title that begins with a blank has numbers. */
    public Table(String... titles) {
        this.titles = List.of(titles);
    }

    /** Adds a row with a text for each column, which is shown as {@link Text#harmless} has it. */
    public void add(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(cells.length + " cells in " + titles.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Text::harmless).toList());
    }

    /** Whether it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines of the table, the first column cut where a line would be longer than that. */
    public List<String> lines(Style style, int columns) {
        int[] widths = widths();
        int all = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            all += width;
        }
        widths[0] = Math.max(Math.min(NARROWEST, widths[0]), widths[0] - Math.max(0, all - columns));
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(line(titles.stream().map(String::strip).toList(), widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[titles.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = titles.get(i).strip().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = i == 0 ? Text.cut(cells.get(i), widths[i]) : cells.get(i);
            String blanks = " ".repeat(widths[i] - cell.length());
            boolean number = titles.get(i).startsWith(" ");
            line.append(i == 0 ? "" : GAP).append(number ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }
}
