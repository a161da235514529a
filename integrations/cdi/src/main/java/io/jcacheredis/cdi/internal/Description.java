package io.jcacheredis.cdi.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Says for people what a cache is: its types, and how long its entries live. */
final class Description {

    private Description() {}

    static String of(Cache<?, ?> cache) {
        Configuration<?, ?> configuration = configuration(cache);
        return "keys of " + configuration.getKeyType().getName() + ", values of "
                + configuration.getValueType().getName() + ", entries that " + life(configuration);
    }

    @SuppressWarnings("unchecked") // As the method has it.
    private static Configuration<?, ?> configuration(Cache<?, ?> cache) {
        return cache.getConfiguration(Configuration.class);
    }

    private static String life(Configuration<?, ?> configuration) {
        if (!(configuration instanceof CompleteConfiguration<?, ?> complete)) {
            return "live as the provider has it";
        }
        ExpiryPolicy policy = complete.getExpiryPolicyFactory().create();
        javax.cache.expiry.Duration life = policy.getExpiryForCreation();
        if (life == null || life.isEternal()) {
            return "never expire";
        }
        List<String> since = new ArrayList<>(List.of("created"));
        addIfEqual(since, "changed", policy.getExpiryForUpdate(), life);
        addIfEqual(since, "read", policy.getExpiryForAccess(), life);
        return "expire " + text(Duration.ofMillis(life.getTimeUnit().toMillis(life.getDurationAmount())))
                + " after they are " + String.join(" or ", since);
    }

    private static void addIfEqual(
            List<String> since,
            String what,
            javax.cache.expiry.@Nullable Duration life,
            javax.cache.expiry.Duration ofCreation) {
        if (ofCreation.equals(life)) {
            since.add(what);
        }
    }

    /** {@code 1h30m}, as settings have it, and not {@code PT1H30M}. */
    private static String text(Duration duration) {
        long days = duration.toDaysPart();
        String rest =
                duration.minusDays(days).toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
        if (days == 0) {
            return rest;
        }
        return days + "d" + (rest.equals("0s") ? "" : rest);
    }
}
