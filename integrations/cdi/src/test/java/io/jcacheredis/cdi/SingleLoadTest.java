package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a provider that knows nothing of it: one load per key in this JVM. */
class SingleLoadTest {

    private static final int THREADS = 8;

    private Deployment deployment;
    private Service service;
    private ExecutorService threads;

    @BeforeEach
    void deploy() {
        deployment = Deployment.of(Service.class, Caller.class);
        service = deployment.get(Service.class);
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterEach
    void undeploy() {
        threads.shutdownNow();
        deployment.close();
    }

    /** What all threads get that call while the first one is in the method. */
    private List<Object> together(Callable<Object> call) throws Exception {
        List<Future<Object>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            calls.add(threads.submit(() -> {
                try {
                    return call.call();
                } catch (Exception e) {
                    return e;
                }
            }));
        }
        Awaitility.await().until(() -> waiting() == THREADS - 1 && service.inside() == 1);
        service.letGo();
        List<Object> results = new ArrayList<>();
        for (Future<Object> each : calls) {
            results.add(each.get(20, TimeUnit.SECONDS));
        }
        return results;
    }

    private static long waiting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> List.of(thread.getValue()).stream()
                        .anyMatch(frame -> frame.getClassName().endsWith(".LoadsOfThisJvm")
                                && frame.getMethodName().equals("await")))
                .count();
    }

    @Test
    void threadsAskForOneKey_oneCallsTheMethod() throws Exception {
        assertThat(together(() -> service.find("a"))).hasSize(THREADS).containsOnly("a1");
        assertThat(service.calls()).isEqualTo(1);
    }

    @Test
    void resultIsNull_thoseWhoWaitedGetIt() throws Exception {
        assertThat(together(() -> service.nothing("a"))).hasSize(THREADS).containsOnlyNulls();
        assertThat(service.calls()).isEqualTo(1);
    }

    @Test
    void methodThrows_thoseWhoWaitedGetIt_andItIsKept() throws Exception {
        assertThat(together(() -> service.fail("a")))
                .hasSize(THREADS)
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                java.io.IOException.class, e -> assertThat(e).hasMessage("a")));
        assertThat(service.calls()).isEqualTo(1);
        assertThat(deployment.cache("failures").get(ParameterKey.of("a"))).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void loadsThatCallEachOther_doNotWaitForEver() throws Exception {
        Caller caller = deployment.get(Caller.class);
        Future<Integer> one = threads.submit(() -> caller.a(3));
        Future<Integer> other = threads.submit(() -> caller.b(3));
        assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @ApplicationScoped
    static class Service {
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        int inside() {
            return inside.get();
        }

        void letGo() {
            go.countDown();
        }

        private int work() throws InterruptedException {
            inside.incrementAndGet();
            go.await();
            inside.decrementAndGet();
            return calls.incrementAndGet();
        }

        @SingleLoad
        @CacheResult(cacheName = "found")
        String find(String id) throws InterruptedException {
            return id + work();
        }

        @SingleLoad
        @CacheResult(cacheName = "nothing")
        Object nothing(String id) throws InterruptedException {
            work();
            return null;
        }

        @SingleLoad
        @CacheResult(cacheName = "failed", exceptionCacheName = "failures")
        int fail(String id) throws Exception {
            work();
            throw new java.io.IOException(id);
        }
    }

    @SingleLoad
    @ApplicationScoped
    static class Caller {
        @Inject
        Caller self;

        @CacheResult(cacheName = "a")
        int a(@CacheKey int depth) {
            return depth == 0 ? 0 : self.b(depth - 1) + 1;
        }

        @CacheResult(cacheName = "b")
        int b(@CacheKey int depth) {
            return depth == 0 ? 0 : self.a(depth - 1) + 1;
        }
    }
}
