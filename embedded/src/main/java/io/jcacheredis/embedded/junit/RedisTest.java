package io.jcacheredis.embedded.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a Redis: its constructors and methods can take a {@link io.jcacheredis.embedded.TestRedis}; with
 * a server of its own that is not a container, also an {@link io.jcacheredis.embedded.EmbeddedRedis}.
 *
 * @see RedisExtension
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RedisExtension.class)
public @interface RedisTest {

    /** Whether the class gets a server of its own, instead of the one that all classes of the JVM share. */
    boolean ownServer() default false;
}
