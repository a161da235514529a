package io.jcacheredis.spring;

import io.jcacheredis.RedisCachingProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the application leaves caching to this provider: it says nothing, or names JCache or the provider. */
final class RedisCacheCondition extends SpringBootCondition {

    private static final String TYPE = "spring.cache.type";
    private static final String PROVIDER = "spring.cache.jcache.provider";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        String type = environment.getProperty(TYPE, "");
        String provider = environment.getProperty(PROVIDER, "");
        ConditionMessage.Builder message = ConditionMessage.forCondition("Redis as a JCache provider");
        if (!type.isEmpty() && !type.equalsIgnoreCase("jcache")) {
            return ConditionOutcome.noMatch(message.because(TYPE + " is " + type));
        }
        if (!provider.isEmpty() && !provider.equals(RedisCachingProvider.class.getName())) {
            return ConditionOutcome.noMatch(message.because(PROVIDER + " is " + provider));
        }
        return ConditionOutcome.match(message.because("nothing else is asked for"));
    }
}
