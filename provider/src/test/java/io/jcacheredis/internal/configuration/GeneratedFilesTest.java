package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.configuration.Setting.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files that are derived from the schema are up to date. What they should be is written to {@code target}. */
class GeneratedFilesTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Path GENERATED = Path.of("target/generated-docs");

    private static void requireUpToDate(String name, String expected) throws IOException {
        Files.createDirectories(GENERATED);
        Path generated = Files.writeString(GENERATED.resolve(name), expected);
        Path file = DOCS.resolve(name);

        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "docs/%s differs from the schema in Schema.java; to regenerate it: cp provider/%s docs/",
                        name, generated)
                .isEqualTo(expected);
    }

    @Test
    void jsonSchema_isOfTheTable() throws IOException {
        requireUpToDate("jcache-redis.schema.json", GeneratedFiles.jsonSchema());
    }

    /** A table stands after a comment that names its scope, up to the next blank line. */
    @Test
    void tablesOfTheDocumentation_areOfTheTable() throws IOException {
        String text = Files.readString(DOCS.resolve("configuration.md"));
        for (Scope scope : Scope.values()) {
            String name = scope.name().toLowerCase(Locale.ROOT);
            Matcher table = Pattern.compile("(<!-- table: " + name + " -->\n).*?(?=\n\n)", Pattern.DOTALL)
                    .matcher(text);
            assertThat(table.find()).as("a table of " + name).isTrue();
            text = table.replaceFirst(
                    "$1" + Matcher.quoteReplacement(GeneratedFiles.table(scope).stripTrailing()));
        }
        requireUpToDate("configuration.md", text);
    }

    @Test
    void everyDefault_fitsItsSetting() {
        ClassLoader classes = GeneratedFilesTest.class.getClassLoader();
        for (Setting<?> setting : Schema.SETTINGS) {
            if (setting.defaultText() != null) {
                assertThat((Object) setting.kind().read(setting.defaultText(), classes))
                        .isNotNull();
            }
        }
    }

    @Test
    void everySetting_isNamedOnceInItsScope() {
        for (Scope scope : Scope.values()) {
            assertThat(Schema.of(scope)).extracting(Setting::name).doesNotHaveDuplicates();
        }
    }
}
