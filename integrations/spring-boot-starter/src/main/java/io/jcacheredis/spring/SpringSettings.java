package io.jcacheredis.spring;

import io.jcacheredis.internal.configuration.RelaxedNames;
import io.jcacheredis.internal.configuration.RelaxedNames.Meant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What Spring's environment says of the provider's settings, in the names that the provider has for them. Of several sources the first one
 * wins, setting by setting, as for Spring's own properties; how long entries live counts as one setting, and so does a list.
 * Sources that can't tell their names, JNDI say, are not read.
 *
 * <p>{@code @Value} or a class of {@code @ConfigurationProperties} would do for some of it, but they lose the characters of a cache's name
 * that Java has no room for, {@code property:detail} among them.
 */
final class SpringSettings {

    /** What the properties of the starter itself begin with: they are no settings of the provider. */
    static final String STARTER = "jcache.redis.spring.";

    /** What begins so is of others: of the starter, and of the Redis for tests. */
    private static final List<String> NOT_OURS = List.of(STARTER, "jcache.redis.test.");

    /** Elements of a list in their order, as a name with more digits is longer. */
    private static final Comparator<String> IN_ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /**
     * What a source says.
     *
     * @param text with its placeholders replaced
     * @param property the name as the source has it
     * @param origin where the source has it, if it knows: {@code class path resource [application.yaml] - 12:7}
     */
    record Said(String text, String property, @Nullable Origin origin) {}

    private final ConfigurableEnvironment environment;

    SpringSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** All that is said now, by the names that the provider has. Names that mean nothing are among it, for the provider to refuse. */
    Map<String, Said> read() {
        Map<String, Said> settings = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                Set<String> groups = new HashSet<>();
                read(enumerable, taken, groups, settings);
                taken.addAll(groups);
            }
        }
        return settings;
    }

    private void read(
            EnumerablePropertySource<?> source, Set<String> taken, Set<String> groups, Map<String, Said> settings) {
        boolean isVariables = source instanceof SystemEnvironmentPropertySource;
        String[] names = source.getPropertyNames().clone();
        Arrays.sort(names, IN_ORDER);
        for (String name : names) {
            if (isOfOthers(name)) {
                continue;
            }
            Optional<String> text = text(source, name);
            if (text.isEmpty() || (isVariables && text.get().isBlank())) {
                continue; // a template of a deployment leaves variables blank that have no value
            }
            Optional<Meant> found = isVariables ? RelaxedNames.ofVariable(name) : RelaxedNames.of(name, text.get());
            found.filter(meant -> !taken.contains(meant.group())).ifPresent(meant -> {
                groups.add(meant.group());
                Said said = new Said(text.get(), name, OriginLookup.getOrigin(source, name));
                settings.merge(meant.name(), said, (before, next) -> joined(before, meant.separator(), next));
            });
        }
    }

    private static boolean isOfOthers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NOT_OURS.stream().anyMatch(lower::startsWith);
    }

    /** Without a look at names, as most values of an environment are none of ours. */
    private Optional<String> text(EnumerablePropertySource<?> source, String name) {
        if (!name.toLowerCase(Locale.ROOT).startsWith("jcache")) {
            return Optional.empty();
        }
        return Optional.ofNullable(source.getProperty(name))
                .map(value -> environment.resolvePlaceholders(value.toString()));
    }

    private static Said joined(Said before, @Nullable String separator, Said next) {
        return separator == null
                ? before
                : new Said(before.text() + separator + next.text(), before.property(), before.origin());
    }
}
