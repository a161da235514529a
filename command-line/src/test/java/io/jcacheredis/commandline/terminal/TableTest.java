package io.jcacheredis.commandline.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table("CACHE", " ENTRIES", "KEYS");

    @Test
    void lines_wordsAndNumbers_areAligned() {
        table.add("property:detail", "1,204", "str");
        table.add("a", "7", "tagged");

        assertThat(table.lines(Style.PLAIN, 80))
                .containsExactly(
                        "CACHE            ENTRIES  KEYS",
                        "property:detail    1,204  str",
                        "a                      7  tagged");
    }

    @Test
    void lines_narrowTerminal_cutTheFirstColumn() {
        table.add("a.very.long.name.of.a.cache", "7", "tagged");

        assertThat(table.lines(Style.PLAIN, 35))
                .allMatch(line -> line.length() <= 35)
                .anyMatch(line -> line.contains("…"));
    }

    @Test
    void add_foreignTexts_areHarmless() {
        table.add("a\u009b2J", "7", "str\u001b[31m\u202e");

        assertThat(table.lines(Style.PLAIN, 80)).contains("a\\u009b2J        7  str\\u001b[31m\\u202e");
    }

    @Test
    void add_otherNumberOfCells_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> table.add("a"));
    }
}
