package io.jcacheredis.spring.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is shown to be written into an application is what {@link Shop} finds in its package, letter by letter. */
class PageTest {

    private static final Path PAGE = Path.of("../../docs/hibernate.md");
    private static final Path SOURCES = Path.of("src/test/java/io/jcacheredis/spring/jpa");

    @Test
    void page_hasTheClassThatTheShopFinds() throws IOException {
        String source = Files.readString(SOURCES.resolve("SecondLevelCache.java"));

        assertThat(Files.readString(PAGE)).contains("```java\n" + source.substring(source.indexOf("import ")) + "```");
    }

    @Test
    void page_hasTheHintOfTheRepository() throws IOException {
        String hint = "@QueryHints(@QueryHint(name = \"org.hibernate.cacheable\", value = \"true\"))";

        assertThat(Files.readString(PAGE)).contains(hint);
        assertThat(Files.readString(SOURCES.resolve("Articles.java"))).contains(hint);
    }
}
