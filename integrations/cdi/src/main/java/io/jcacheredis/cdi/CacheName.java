package io.jcacheredis.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the cache to inject: {@code @Inject @CacheName("offers") Cache<String, Offer> offers}.
 *
 * <p>The cache is the one of the injected {@code CacheManager}. If it has none of that name, one is created with the
 * key and value types of the injection point; without types where its keys may be {@code GeneratedCacheKey}s, as
 * annotated methods create it. If it has one of other types, the injection fails and says so.
 *
 * <p>What a Serializable bean gets can be serialized with it, and is the cache of that name again afterwards.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface CacheName {

    /** The name of the cache; not empty. */
    @Nonbinding
    String value();
}
