package io.jcacheredis.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. It is not begun before its first row. */
final class Table {

    private final List<String> columns;
    private boolean begun;

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    void row(Object... cells) {
        if (!begun) {
            begun = true;
            System.out.println("\n| " + String.join(" | ", columns) + " |");
            System.out.println("|" + String.join("|", Collections.nCopies(columns.size(), "---")) + "|");
        }
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(text(cell)).append(" |");
        }
        System.out.println(row);
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number);
        }
        return cell.toString();
    }
}
