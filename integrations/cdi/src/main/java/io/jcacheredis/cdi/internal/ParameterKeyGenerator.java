package io.jcacheredis.cdi.internal;

import io.jcacheredis.cdi.ParameterKey;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** The key generator of methods that name none. */
final class ParameterKeyGenerator implements CacheKeyGenerator {

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
        return ParameterKey.of(Arrays.stream(call.getKeyParameters())
                .map(CacheInvocationParameter::getValue)
                .toArray());
    }
}
