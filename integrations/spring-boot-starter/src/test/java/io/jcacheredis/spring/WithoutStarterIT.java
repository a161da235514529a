package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.spring.Books.Book;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application that has the provider only, as docs/spring-boot.md shows it: types and times to live are those of its own file. */
class WithoutStarterIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("unchecked") // as the cache is declared
    void cacheOfTheProvidersFile_isSpringsCache() throws IOException {
        Path file = Files.writeString(
                folder.resolve("jcache-redis.yaml"), """
                jcache:
                  redis:
                    url: %s
                    defaults: {expiry: {modified: 1h}}
                    caches:
                      books: {value-type: %s}
                """.formatted(redis.uri(), Book.class.getName()));
        String isbn = "isbn-" + UUID.randomUUID();

        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
                .withUserConfiguration(Books.Cached.class)
                .withPropertyValues(
                        "spring.cache.jcache.provider=" + RedisCachingProvider.class.getName(),
                        "spring.cache.jcache.config=" + file.toUri(),
                        "spring.cache.cache-names=books")
                .run(context -> {
                    Books books = context.getBean(Books.class);
                    Book first = books.byIsbn(isbn);

                    assertThat(books.byIsbn(isbn)).isEqualTo(first).isNotSameAs(first);
                    RedisCache<Object, Book> cache = context.getBean(CacheManager.class)
                            .getCache("books")
                            .unwrap(RedisCache.class);
                    assertThat(cache.timeToLive(isbn))
                            .hasValueSatisfying(
                                    left -> assertThat(left).isBetween(Duration.ofMinutes(55), Duration.ofHours(1)));
                });
    }
}
