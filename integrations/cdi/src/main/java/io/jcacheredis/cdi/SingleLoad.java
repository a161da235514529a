package io.jcacheredis.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a method with {@code @CacheResult} be called by one thread at a time for each key, while the others wait for
 * what it returns. On a class or a stereotype it is for all such methods.
 *
 * <p>With jcache-redis it is one thread of all JVMs, as {@code RedisCache.getOrLoad} has it, and one of each JVM while
 * Redis is away; with another provider, one of this JVM. What the method throws is thrown to those of this JVM who
 * waited, too, and so is a result that is null. Nobody waits for more than 30 s, and nobody who is in such a call
 * already: these call the method themselves. With {@code skipGet} it has no effect.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({METHOD, TYPE})
public @interface SingleLoad {}
