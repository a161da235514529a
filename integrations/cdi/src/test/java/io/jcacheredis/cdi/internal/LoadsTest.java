package io.jcacheredis.cdi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadsTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private CacheManager manager;
    private Cache<Object, Object> cache;

    @BeforeEach
    void create() {
        manager = Caching.getCachingProvider("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                .getCacheManager(URI.create("test:loads"), getClass().getClassLoader(), new Properties());
        cache = manager.createCache("c", new MutableConfiguration<>());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        manager.close();
    }

    private Future<Object> loadThatTakesLong(Loads loads) throws InterruptedException {
        Future<Object> slow = threads.submit(() -> loads.load(cache, "k", () -> {
            begun.countDown();
            go.await();
            return "slow";
        }));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return slow;
    }

    /** A load that has begun to wait for another one. */
    private Future<Object> loadThatWaits(Loads loads, Callable<Object> method) {
        Future<Object> waits = threads.submit(() -> loads.load(cache, "k", method));
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Stream::of)
                        .anyMatch(frame -> frame.getClassName().equals(LoadsOfThisJvm.class.getName())
                                && frame.getMethodName().equals("await")));
        return waits;
    }

    @Test
    void load_otherTakesTooLong_callsTheMethodItself() throws Exception {
        Loads loads = new LoadsOfThisJvm(Duration.ofMillis(20));
        Future<Object> slow = loadThatTakesLong(loads);

        assertThat(loads.load(cache, "k", () -> "own")).isEqualTo("own");
        assertThat(cache.get("k")).isEqualTo("own");
        go.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void load_interruptedWhileItWaits_throwsAndKeepsTheFlag() throws Exception {
        Loads loads = new LoadsOfThisJvm(Duration.ofSeconds(30));
        Future<Object> slow = loadThatTakesLong(loads);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> loads.load(cache, "k", () -> "own")).isInstanceOf(CacheException.class);
        assertThat(Thread.interrupted()).isTrue();
        go.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void load_otherIsInterrupted_callsTheMethodItself() throws Exception {
        Loads loads = new LoadsOfThisJvm(Duration.ofSeconds(30));
        Future<Object> slow = loadThatTakesLong(loads);
        Future<Object> waits = loadThatWaits(loads, () -> "own");

        assertThat(slow.cancel(true)).isTrue();
        assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo("own");
    }

    /** It has a load of its own then, and loads that wait for each other would wait for ever. */
    @Test
    void load_callsTheMethodItself_waitsForNoOtherMeanwhile() throws Exception {
        Loads loads = new LoadsOfThisJvm(Duration.ofMinutes(10));
        Future<Object> slow = loadThatTakesLong(loads);
        CountDownLatch otherBegun = new CountDownLatch(1);
        Future<Object> other = threads.submit(() -> loads.load(cache, "other", () -> {
            otherBegun.countDown();
            go.await();
            return "slow";
        }));
        assertThat(otherBegun.await(20, TimeUnit.SECONDS)).isTrue();
        Future<Object> waits = loadThatWaits(loads, () -> loads.load(cache, "other", () -> "own") + " in own");

        assertThat(slow.cancel(true)).isTrue();
        assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo("own in own");
        go.countDown();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void singleLoads_withoutJcacheRedis_areOfThisJvm() throws Exception {
        ClassLoader without = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("io.jcacheredis.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        URL module = Loads.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {module}, without)) {
            Method singleLoads = loader.loadClass(Beans.class.getName()).getDeclaredMethod("singleLoads");
            singleLoads.setAccessible(true);
            assertThat(singleLoads.invoke(null).getClass().getName()).isEqualTo(LoadsOfThisJvm.class.getName());
        }
        assertThat(Beans.singleLoads()).isInstanceOf(LoadsOfAllJvms.class);
    }
}
