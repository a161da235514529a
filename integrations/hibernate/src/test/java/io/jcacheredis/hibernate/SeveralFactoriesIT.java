package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Notes;
import java.net.URI;
import java.nio.file.Path;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Session factories of one JVM, for two databases that have equal rows by their ids. */
class SeveralFactoriesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    private URI file(String name) {
        return Application.file(folder, name, """
                jcache.redis:
                  url: %s
                  key-prefix: "%s:"
                """.formatted(redis.uri(), name));
    }

    private static Void persist(Session session, String text) {
        session.persist(new Notes.ReadWrite(1, text));
        return null;
    }

    private static String text(Session session) {
        return session.find(Notes.ReadWrite.class, 1L).text();
    }

    @Test
    void factoriesWithPrefixesOfTheirOwn_haveTheirOwnRows_andEndByThemselves() {
        try (Application orders = Application.of(file("orders"), "orders")) {
            try (Application stock = Application.of(file("stock"), "stock")) {
                orders.inTransaction(session -> persist(session, "of orders"));
                stock.inTransaction(session -> persist(session, "of stock"));

                assertThat(stock.statementsOf(SeveralFactoriesIT::text)).isZero();
                assertThat(stock.inTransaction(SeveralFactoriesIT::text)).isEqualTo("of stock");
            }
            assertThat(orders.statementsOf(SeveralFactoriesIT::text)).isZero();
            assertThat(orders.inTransaction(SeveralFactoriesIT::text)).isEqualTo("of orders");
        }
    }

    @Test
    void factoriesOfOneFile_endTogether_andTheErrorTellsWhy() {
        URI file = file("shared");
        try (Application one = Application.of(file, "shared")) {
            Application.of(file, "shared").close();

            assertThatThrownBy(() -> one.inTransaction(session -> persist(session, "late")))
                    .hasStackTraceContaining("is closed, as its manager is")
                    .hasStackTraceContaining("session factory");
        }
    }
}
