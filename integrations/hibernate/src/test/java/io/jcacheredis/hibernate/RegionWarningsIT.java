package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Notes;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of regions that are not told what regions need, where their names have a prefix. */
class RegionWarningsIT {

    private static final String NOTE = "shop." + Notes.ReadWrite.class.getName();
    private static final String RESULTS = "shop.default-query-results-region";
    private static final String TIMESTAMPS = "shop.default-update-timestamps-region";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    /** The warnings of a session factory with such caches that writes to each region, twice. */
    private List<String> warnings(String name, String caches) {
        URI settings = Application.file(folder, name, """
                jcache.redis:
                  url: %s
                  key-prefix: "%s:"
                  caches:
                """.formatted(redis.uri(), name) + caches.indent(4));
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Notes.ReadWrite.class)
                .setProperty("hibernate.cache.region_prefix", "shop");
        return Warnings.during(() -> {
            try (SessionFactory factory = Application.factory(configuration, settings, name, "create")) {
                factory.inTransaction(session -> session.persist(new Notes.ReadWrite(1, "a")));
                factory.inTransaction(session -> session.persist(new Notes.ReadWrite(2, "b")));
                factory.inTransaction(RegionWarningsIT::askForAll);
                factory.inTransaction(session -> session.find(Notes.ReadWrite.class, 1L));
            }
        });
    }

    private static void askForAll(Session session) {
        session.createQuery("from " + Notes.ReadWrite.class.getName(), Notes.ReadWrite.class)
                .setCacheable(true)
                .list();
    }

    @Test
    void patternWithoutThePrefix_isToldForEachRegionThatLivesForEver_once() {
        assertThat(warnings("none", """
                        "io.jcacheredis.**": {expiry: {created: 30m}}
                        """))
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning)
                        .contains(
                                "'" + NOTE + "' is a region of Hibernate whose entries live for ever",
                                "[shop.io.jcacheredis.**]"))
                .anySatisfy(warning ->
                        assertThat(warning).contains("'" + RESULTS + "'", "[" + RESULTS + "].expiry.created"));
    }

    @Test
    void nameWithoutThePrefix_isTold_alsoWhereAPatternForAllGivesALife() {
        String name = Notes.ReadWrite.class.getName();
        assertThat(warnings("name", """
                        "**": {expiry: {created: 30m}}
                        "%s": {expiry: {created: 5m}}
                        """.formatted(name)))
                .singleElement()
                .asString()
                .contains(
                        "'" + NOTE + "' is a region of Hibernate", "caches[" + name + "].…", "caches[" + NOTE + "].…");
    }

    @Test
    void regionsThatHaveALife_areNotWarnedOf() {
        assertThat(warnings("all", """
                        "**": {expiry: {created: 30m}}
                        """)).isEmpty();
    }

    @Test
    void regionsThatAreMeantToLiveForEver_areNotWarnedOf() {
        assertThat(warnings("eternal", """
                        "**": {expiry: {eternal: true}}
                        """)).isEmpty();
    }

    @Test
    void timestampsThatAreToExpire_areWarnedOf() {
        assertThat(warnings("timestamps", """
                        "**": {expiry: {created: 30m}}
                        "%s": {expiry: {created: 30m}}
                        """.formatted(TIMESTAMPS)))
                .singleElement()
                .asString()
                .contains(
                        "'" + TIMESTAMPS + "' is where Hibernate keeps when tables were last written", "take that out");
    }
}
