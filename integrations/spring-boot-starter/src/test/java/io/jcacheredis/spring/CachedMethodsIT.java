package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.spring.Books.Book;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.cache.CacheManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.ApplicationContext;

/** Methods cached by Spring's annotations, with the starter and with the provider alone. */
class CachedMethodsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final String ALLOWED = Book.class.getName();

    /** Two ways to have the provider in Spring Boot. */
    enum Way {
        STARTER {
            @Override
            ApplicationContextRunner contexts() {
                return new ApplicationContextRunner()
                        .withConfiguration(
                                AutoConfigurations.of(RedisCacheAutoConfiguration.class, CacheAutoConfiguration.class));
            }
        },
        PLAIN {
            @Override
            ApplicationContextRunner contexts() {
                return new ApplicationContextRunner()
                        .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
                        .withPropertyValues(
                                "spring.cache.jcache.provider=" + RedisCachingProvider.class.getName(),
                                "spring.cache.cache-names=books,failures")
                        .withBean(JCachePropertiesCustomizer.class, () -> properties -> {
                            properties.setProperty(
                                    "jcache.redis.url", redis.uri().toString());
                            properties.setProperty("jcache.redis.serialization.allow", ALLOWED);
                        });
            }
        };

        abstract ApplicationContextRunner contexts();
    }

    private final String isbn = "isbn-" + UUID.randomUUID();

    private static ApplicationContextRunner contexts(Way way) {
        return way.contexts()
                .withUserConfiguration(Books.Cached.class)
                .withPropertyValues(
                        "jcache.redis.url=" + redis.uri(),
                        "jcache.redis.serialization.allow=" + ALLOWED,
                        "spring.cache.cache-names=books,failures",
                        "jcache.redis.caches[titles].value-type=String");
    }

    private static void run(Way way, Consumer<Books> check) {
        contexts(way).run(context -> check.accept(context.getBean(Books.class)));
    }

    private static int callsOf(Runnable work) {
        int before = Books.CALLS.get();
        work.run();
        return Books.CALLS.get() - before;
    }

    @ParameterizedTest
    @EnumSource
    void resultOfOneParameter_isCached(Way way) {
        run(way, books -> {
            Book first = books.byIsbn(isbn);
            assertThat(callsOf(() -> assertThat(books.byIsbn(isbn)).isEqualTo(first)))
                    .isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void resultOfTwoParameters_isCachedUnderASimpleKey(Way way) {
        contexts(way).run(context -> {
            Books books = context.getBean(Books.class);
            Book first = books.byTitle(isbn, 2);
            assertThat(callsOf(() -> assertThat(books.byTitle(isbn, 2)).isEqualTo(first)))
                    .isZero();
            assertThat(callsOf(() -> books.byTitle(isbn, 3))).isOne();
            CacheManager manager = context.getBean(CacheManager.class);
            assertThat(manager.getCache("books").containsKey(new SimpleKey(isbn, 2)))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void resultThatIsNull_isCached(Way way) {
        run(way, books -> {
            assertThat(books.none(isbn)).isNull();
            assertThat(callsOf(() -> assertThat(books.none(isbn)).isNull())).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void resultThatIsNullAtOnce_isCached(Way way) {
        run(way, books -> {
            assertThat(books.noneAtOnce(isbn)).isNull();
            assertThat(callsOf(() -> assertThat(books.noneAtOnce(isbn)).isNull()))
                    .isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void exceptionOfAMethod_isCached(Way way) {
        run(way, books -> {
            assertThatThrownBy(() -> books.annotatedFailing(isbn)).isInstanceOf(IllegalStateException.class);
            assertThat(callsOf(() -> assertThatThrownBy(() -> books.annotatedFailing(isbn))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("out of print")))
                    .isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void loadAtOnceThatFails_isToldAndNotCached(Way way) {
        run(way, books -> {
            for (int i = 0; i < 2; i++) {
                assertThat(callsOf(() -> assertThatThrownBy(() -> books.failing(isbn))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessage("no such book")))
                        .isOne();
            }
        });
    }

    @Test
    void loadAtOnce_isOneForAllContextsAndThreads() {
        contexts(Way.STARTER)
                .run(first -> contexts(Way.STARTER).run(second -> {
                    assertThat(first.getBean(RedisCacheManager.class))
                            .isNotSameAs(second.getBean(RedisCacheManager.class));
                    List<ApplicationContext> both = List.of(first, second);
                    List<CountDownLatch> gates = both.stream()
                            .map(context -> context.getBean(Books.class).holdUp())
                            .toList();
                    ExecutorService threads = Executors.newFixedThreadPool(16);
                    try {
                        int before = Books.CALLS.get();
                        List<Future<Book>> loads = new ArrayList<>();
                        for (int i = 0; i < 16; i++) {
                            Books books = both.get(i % 2).getBean(Books.class);
                            loads.add(threads.submit(() -> books.atOnce(isbn)));
                        }
                        Awaitility.await().until(() -> Books.CALLS.get() > before);
                        gates.forEach(CountDownLatch::countDown);
                        for (Future<Book> load : loads) {
                            assertThat(load.get()).isEqualTo(new Book(isbn, "At once"));
                        }
                        assertThat(Books.CALLS.get() - before).isOne();
                    } finally {
                        threads.shutdownNow();
                    }
                }));
    }

    @Test
    void futureOfAMethod_isCachedByItsResult() {
        run(Way.STARTER, books -> {
            Book first = books.later(isbn).join();
            assertThat(callsOf(() -> assertThat(books.later(isbn).join()).isEqualTo(first)))
                    .isZero();
        });
    }

    @Test
    void futureLoadedAtOnce_isCachedByItsResult() {
        run(Way.STARTER, books -> {
            Book first = books.laterAtOnce(isbn).join();
            assertThat(callsOf(() -> assertThat(books.laterAtOnce(isbn).join()).isEqualTo(first)))
                    .isZero();
        });
    }

    @Test
    void futureLoadedAtOnceByMany_isOneLoad() {
        run(Way.STARTER, books -> {
            CountDownLatch gate = books.holdUp();
            int before = Books.CALLS.get();
            List<CompletableFuture<Book>> loads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                loads.add(books.laterAtOnce(isbn));
            }
            Awaitility.await().until(() -> Books.CALLS.get() > before);
            gate.countDown();
            assertThat(loads).allSatisfy(load -> assertThat(load.join()).isEqualTo(new Book(isbn, "Later, at once")));
            assertThat(Books.CALLS.get() - before).isOne();
        });
    }

    /** Without {@code sync}, the caller's own thread calls it if Redis has answered before Spring asks for the answer. */
    @Test
    void methodWithAFuture_isCalledAtOnceByAThreadOfTheProvider() {
        run(
                Way.STARTER,
                books -> assertThat(books.laterThreadAtOnce(isbn).join())
                        .isNotEqualTo(Thread.currentThread().getName()));
    }

    /** Whether its future ends so or it does so itself, and nothing is kept. */
    @Test
    void exceptionOfAMethodWithAFuture_isThatOfTheFuture() {
        run(Way.STARTER, books -> {
            for (int i = 0; i < 2; i++) {
                assertThat(callsOf(() -> requireNotFound(books.laterFailing(isbn))))
                        .isOne();
                assertThat(callsOf(() -> requireNotFound(thrownLater(books)))).isOne();
            }
        });
    }

    private CompletableFuture<Book> thrownLater(Books books) {
        try {
            return books.laterThrowing(isbn);
        } catch (FileNotFoundException e) {
            throw new AssertionError("thrown, and not by the future", e);
        }
    }

    private static void requireNotFound(CompletableFuture<Book> future) {
        assertThat(future)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(FileNotFoundException.class)
                .withMessage("no such book");
    }

    @Test
    void futureOfNullInATypedCache_isNoEntry() {
        run(Way.STARTER, books -> {
            for (int i = 0; i < 2; i++) {
                assertThat(callsOf(
                                () -> assertThat(books.laterTitle(isbn).join()).isNull()))
                        .isOne();
            }
        });
    }

    /** An entry of a typed cache must be of its type. */
    @Test
    void nullInATypedCache_isNoEntry() {
        contexts(Way.STARTER).run(context -> {
            Books books = context.getBean(Books.class);
            assertThat(books.title(isbn)).isNull();
            assertThat(callsOf(() -> books.title(isbn))).isOne();
            books.changedTitle(isbn, "A title");
            assertThat(books.title(isbn)).isEqualTo("A title");
            books.changedTitle(isbn, null);
            assertThat(books.title(isbn)).isNull();
        });
    }

    /** As devtools restart an application: with a class loader of its own for the program's classes. */
    @ParameterizedTest
    @EnumSource
    void valueOfAnEarlierClassLoader_isReadByTheNextOne(Way way) throws IOException {
        for (int start = 0; start < 2; start++) {
            boolean isFirst = start == 0;
            try (ProgramClassLoader loader = new ProgramClassLoader(Book.class)) {
                contexts(way).withClassLoader(loader).run(context -> {
                    CacheManager manager = context.getBean(CacheManager.class);
                    RedisCache<Object, Object> books = (RedisCache<Object, Object>) manager.getCache("books");
                    if (isFirst) {
                        books.put(isbn, loader.newBook(isbn));
                    }
                    Object read = books.get(isbn);
                    assertThat(read.getClass().getClassLoader()).isSameAs(loader);
                    assertThat(read).isEqualTo(loader.newBook(isbn));
                });
            }
        }
    }
}
