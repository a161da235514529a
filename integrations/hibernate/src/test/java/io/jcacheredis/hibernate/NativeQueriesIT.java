package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Author;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results of native queries that are cacheable: Hibernate has its own objects in them, and compares these by identity. */
class NativeQueriesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    private Application application(String allow) {
        return Application.of(
                Application.file(folder, "native", """
                jcache.redis:
                  url: %s
                  key-prefix: "%s:"
                  serialization.allow: "%s"
                """.formatted(redis.uri(), folder.getFileName(), allow)),
                "native-" + folder.getFileName());
    }

    static List<Function<Session, NativeQuery<?>>> queries() {
        return List.of(
                session -> session.createNativeQuery("select name from Author", String.class),
                session -> session.createNativeQuery("select id from Author", Long.class),
                session -> session.createNativeQuery("select * from Author", Author.class),
                session -> session.createNativeQuery("select name from Author", Object.class)
                        .addScalar("name", StandardBasicTypes.STRING));
    }

    private static int found(NativeQuery<?> query) {
        return query.addSynchronizedEntityClass(Author.class)
                .setCacheable(true)
                .list()
                .size();
    }

    private static Void persist(Session session) {
        session.persist(new Author(1, "Le Guin"));
        return null;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void result_isAskedOfTheDatabaseEachTime_alsoWhereAllIsAllowed(Function<Session, NativeQuery<?>> query) {
        try (Application one = application("io.jcacheredis.**;org.hibernate.**")) {
            one.inTransaction(NativeQueriesIT::persist);
            Function<Session, Integer> found = session -> found(query.apply(session));

            assertThat(one.inTransaction(found)).isOne();
            assertThat(one.statementsOf(found)).isOne();
        }
    }

    @Test
    void results_areSaidNotToBeKept_andNoClassOfHibernateToBeAllowed() {
        try (Application one = application("")) {
            one.inTransaction(NativeQueriesIT::persist);

            List<String> warnings = Warnings.during(() ->
                    queries().forEach(query -> one.inTransaction(session -> found(query.apply(session)))));

            assertThat(warnings)
                    .filteredOn(warning -> !warning.contains("live for ever"))
                    .singleElement()
                    .asString()
                    .contains("'default-query-results-region'", "native queries", "setCacheable")
                    .doesNotContain("add ");
        }
    }
}
