package io.jcacheredis.spring;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.spring.Books.Book;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with all that the starter has, for {@link AheadOfTimeIT}. It prints what it does, and ends. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Books.Cached.class)
public class AheadOfTimeProgram {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplicationBuilder(AheadOfTimeProgram.class)
                .web(WebApplicationType.NONE)
                .build(arguments);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            Books books = context.getBean(Books.class);
            Book first = books.byIsbn("aot");
            int calls = Books.CALLS.get();
            boolean isCached = books.byIsbn("aot").equals(first) && Books.CALLS.get() == calls;
            System.out.println("cached=" + isCached);
            System.out.println(
                    "caches=" + context.getBean(RedisCacheManager.class).getCacheNames());
            System.out.println("health="
                    + context.getBean("jcacheRedisHealthIndicator", HealthIndicator.class)
                            .health()
                            .getStatus());
            System.out.println("endpoint="
                    + context.getBean(RedisCachesEndpoint.class).caches().keyPrefix());
        }
    }
}
