package io.jcacheredis.tck.annotations;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;

/**
 * Gives the TCK the beans that it tests, from the framework that the system property {@value #FRAMEWORK} names. It counts
 * what it is asked for, as a test that does not ask is no test of a framework.
 */
public final class Beans implements BeanProvider {

    static final String FRAMEWORK = "tck.framework";

    /** The classes that the TCK tests. */
    static final List<Class<?>> CLASSES = List.of(
            CacheNameOnEachMethodBlogManagerImpl.class,
            ClassLevelCacheConfigBlogManagerImpl.class,
            UsingDefaultCacheNameBlogManagerImpl.class);

    private static final AtomicInteger ASKED = new AtomicInteger();

    private final Framework framework = Framework.chosen();

    @Override
    public <T> T getBeanByType(Class<T> type) {
        ASKED.incrementAndGet();
        return framework.bean(type);
    }

    /** How often a test has asked for a bean. */
    static int asked() {
        return ASKED.get();
    }
}
