package io.jcacheredis.examples.property;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. On the Redis of {@code REDIS_URL} or, without one, on an embedded Redis that ends with it. */
@SpringBootApplication(proxyBeanMethods = false)
public class PropertyService {

    /** Runs until it is told to end. */
    public static void main(String[] args) {
        SpringApplication.run(PropertyService.class, args);
    }
}
