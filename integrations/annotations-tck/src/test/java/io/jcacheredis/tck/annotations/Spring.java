package io.jcacheredis.tck.annotations;

import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Spring's own support of the annotations, on the cache manager that it is given. */
final class Spring extends Framework {

    /** Spring does not create the caches that annotations name. */
    private static final String[] CACHES = {
        "blgMngr", "blogManager", "manager.UsingDefaultCacheNameBlogManagerImpl.getEntryCached(java.lang.String)"
    };

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    Spring(CacheManager caches) {
        for (String name : CACHES) {
            caches.createCache(name, new MutableConfiguration<>());
        }
        context.registerBean(JCacheCacheManager.class, () -> new JCacheCacheManager(caches));
        context.register(Caching.class);
        Beans.CLASSES.forEach(type -> context.registerBean(type));
        context.refresh();
    }

    @Override
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The TCK asks for its beans by their classes. */
    @Configuration
    @EnableCaching(proxyTargetClass = true)
    static class Caching {}
}
