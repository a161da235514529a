package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Offers;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which attributes need which patterns of {@code serialization.allow} to be kept. */
class AttributesIT {

    private static final String OFFERS = Offers.class.getName();
    private static final String ZONES = "java.util.TimeZone, sun.util.calendar.ZoneInfo";

    private interface Finding {

        Offers.Offer in(Session session);
    }

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    private static Arguments attribute(String patterns, Offers.Offer entity) {
        Finding byId = session -> session.find(entity.getClass(), 1L);
        return Arguments.of(patterns, entity, byId);
    }

    static List<Arguments> attributes() {
        Finding byName = session -> session.find(Offers.Named.class, "Baixa", KeyType.NATURAL);
        return List.of(
                attribute("", new Offers.Priced(1)),
                attribute("\"%s$Label\"".formatted(OFFERS), new Offers.Labelled(1)),
                attribute(
                        "java.util.Calendar, java.util.GregorianCalendar, java.util.SimpleTimeZone, " + ZONES,
                        new Offers.Dated(1)),
                attribute(ZONES, new Offers.Zoned(1)),
                Arguments.of("\"%s$Shop\"".formatted(OFFERS), new Offers.Named(1), byName));
    }

    private long statementsOfTheSecondLook(String patterns, Object entity, Finding finding) {
        String database = "attributes-" + folder.getFileName() + patterns.length();
        Configuration configuration = new Configuration().addAnnotatedClass(entity.getClass());
        try (SessionFactory factory = Application.factory(
                configuration,
                Application.file(folder, "settings", """
                        jcache.redis:
                          url: %s
                          key-prefix: "%s:"
                          serialization.allow: [%s]
                        """.formatted(redis.uri(), database, patterns)),
                database,
                "create")) {
            factory.inTransaction(session -> session.persist(entity));
            Object first = factory.fromTransaction(finding::in).content();
            factory.getStatistics().clear();
            assertThat(factory.fromTransaction(finding::in).content()).isEqualTo(first);
            return factory.getStatistics().getPrepareStatementCount();
        }
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void attribute_isKeptWithItsPatterns(String patterns, Object entity, Finding finding) {
        assertThat(statementsOfTheSecondLook(patterns, entity, finding)).isZero();
        if (!patterns.isEmpty()) {
            assertThat(statementsOfTheSecondLook("", entity, finding)).isOne();
        }
    }
}
