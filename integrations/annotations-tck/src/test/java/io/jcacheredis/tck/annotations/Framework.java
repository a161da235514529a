package io.jcacheredis.tck.annotations;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.cache.Caching;

/** A framework with the beans of the TCK in it, on the default cache manager, which is the provider's. It ends with the JVM. */
abstract class Framework {

    abstract <T> T bean(Class<T> type);

    /** Starts the framework that the system property {@value Beans#FRAMEWORK} names. */
    static Framework chosen() {
        return switch (System.getProperty(Beans.FRAMEWORK, "")) {
            case "WELD" -> new Cdi(SeContainerInitializer.newInstance(), "org.jboss.weld.environment.se.Weld");
            case "OPENWEBBEANS" ->
                new Cdi(
                        SeContainerInitializer.newInstance().disableDiscovery(),
                        "org.apache.openwebbeans.se.SeInitializerFacade");
            case "SPRING" -> new Spring(Caching.getCachingProvider().getCacheManager());
            default ->
                throw new IllegalStateException("-D" + Beans.FRAMEWORK
                        + " must be WELD, OPENWEBBEANS or SPRING, as the module's pom.xml sets it");
        };
    }

    /** A container of Jakarta CDI, with the extension, which it finds by itself. */
    private static final class Cdi extends Framework {
        private final SeContainer container;

        Cdi(SeContainerInitializer initializer, String expected) {
            Class<?> implementation = initializer.getClass();
            if (!implementation.getName().equals(expected)) {
                throw new IllegalStateException("The container is " + implementation + " and not " + expected);
            }
            container = initializer
                    .addBeanClasses(Beans.CLASSES.toArray(Class<?>[]::new))
                    .initialize();
        }

        @Override
        <T> T bean(Class<T> type) {
            return container.select(type).get();
        }
    }
}
