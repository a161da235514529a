package io.jcacheredis.cdi;

import io.jcacheredis.cdi.internal.Beans;
import io.jcacheredis.cdi.internal.CacheInterceptor;
import io.jcacheredis.cdi.internal.CacheUses;
import io.jcacheredis.cdi.internal.CachedMethods;
import io.jcacheredis.cdi.internal.DefaultManager;
import io.jcacheredis.cdi.internal.InjectedCaches;
import io.jcacheredis.cdi.internal.Interceptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * Teaches a container the annotations of JSR-107: containers find it by themselves.
 *
 * <p>It makes them interceptor bindings, since they are none by themselves, and adds the interceptors; the caches that
 * {@link CacheName} names; and a {@link CacheManager}, unless the application has one, by a producer or as a bean. The
 * one that it adds is that of the default provider and of the class loader of the application, whichever thread needs it
 * first, and is closed with the container; with jcache-redis it can be injected as a {@code RedisCacheManager}, too. What
 * can't work is refused when the application is deployed, and so is what is wrong in the configuration of that manager, if
 * anything uses it.
 */
public class CacheExtension implements Extension {

    private static final Set<Class<? extends Annotation>> BINDINGS =
            Set.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

    private final CachedMethods methods = new CachedMethods();
    private final CacheUses uses = new CacheUses(methods);
    private @Nullable DefaultManager defaultManager;
    private boolean applicationHasManager;

    void addBindings(@Observes BeforeBeanDiscovery discovery) {
        // What they say is for the interceptor, and not for choosing one.
        BINDINGS.forEach(binding -> discovery
                .configureInterceptorBinding(binding)
                .methods()
                .forEach(member -> member.add(Nonbinding.Literal.INSTANCE)));
        Stream.concat(CacheInterceptor.classes().stream(), Stream.of(InjectedCaches.class))
                .forEach(type -> discovery.addAnnotatedType(type, type.getName()));
    }

    void readMethods(@Observes ProcessManagedBean<?> event, BeanManager manager) {
        if (event.getBean() instanceof jakarta.enterprise.inject.spi.Interceptor) {
            // On an interceptor they say what it is for.
            return;
        }
        // What it throws is a definition error, and is told whole; OpenWebBeans only logs those that are added to the
        // event.
        methods.read(event.getAnnotatedBeanClass(), manager);
    }

    void readInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
        uses.add(event.getInjectionPoint());
    }

    void lookForManager(@Observes ProcessBean<?> event) {
        applicationHasManager |= event.getBean().getTypes().contains(CacheManager.class)
                && event.getBean().getQualifiers().contains(Default.Literal.INSTANCE);
    }

    void addBeans(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) AfterBeanDiscovery discovery) {
        // That of the application here; later, that of whoever calls first: a pool's thread may have any.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        discovery
                .<Interceptions>addBean()
                .id(Interceptions.class.getName())
                .beanClass(Interceptions.class)
                .types(Interceptions.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .produceWith(beans -> Beans.interceptions(methods, beans));
        if (!applicationHasManager) {
            DefaultManager manager = new DefaultManager(loader);
            defaultManager = manager;
            Class<?> type = manager.type();
            discovery
                    .<CacheManager>addBean()
                    .id(CacheManager.class.getName())
                    .beanClass(type) // What OpenWebBeans makes the client proxy of.
                    .types(CacheManager.class, type, Object.class)
                    .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                    .scope(ApplicationScoped.class)
                    .createWith(context -> manager.open())
                    .destroyWith((caches, context) -> caches.close());
        }
    }

    void validate(@Observes AfterDeploymentValidation validation, BeanManager beans) {
        uses.validate();
        if (defaultManager != null && !uses.isEmpty() && defaultManager.hasProvider()) {
            // Opened now rather than by the first call, as what is wrong in its configuration is a mistake of the
            // deployment. No cache server is needed for it. A client proxy has the instance made by a call only.
            CacheManager caches =
                    beans.createInstance().select(CacheManager.class).get();
            caches.getURI();
            requireFits(caches);
        }
    }

    private void requireFits(CacheManager caches) {
        try {
            uses.requireFits(caches);
        } catch (DeploymentException e) {
            caches.close(); // Weld destroys no beans of a deployment that fails.
            throw e;
        }
    }
}
