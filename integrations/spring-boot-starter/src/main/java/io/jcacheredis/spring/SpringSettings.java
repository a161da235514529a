package io.jcacheredis.spring;

import io.jcacheredis.internal.configuration.RelaxedNames;
import io.jcacheredis.internal.configuration.RelaxedNames.Meant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    static final String STARTER = RelaxedNames.STARTER;

    /** What begins so is of the Redis for tests. */
    private static final String TEST = "jcache.redis.test.";

    private static final String DEFAULT_TTL = "CACHE_DEFAULT_TTL";

    /** Elements of a list in their order, as a name with more digits is longer. */
    private static final Comparator<String> IN_ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** What short variables are short for. {@code REDIS_URL} is not among them: the Redis that Spring Boot knows goes before it. */
    private static final Map<String, String> SHORT =
            Map.of("CACHE_KEY_PREFIX", "JCACHE_REDIS_KEY_PREFIX", DEFAULT_TTL, "JCACHE_REDIS_DEFAULTS_EXPIRY_MODIFIED");

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
        String[] names = source.getPropertyNames().clone();
        Arrays.sort(names, IN_ORDER);
        for (String name : names) {
            String text = isOfOthers(name) ? null : text(source, name);
            if (text != null) {
                meant(source, name, text)
                        .filter(meant -> !taken.contains(meant.group()))
                        .ifPresent(meant -> {
                            groups.add(meant.group());
                            add(source, name, text, meant, settings);
                        });
            }
        }
        if (isVariables(source)) {
            readShort(source, taken, groups, settings);
        }
    }

    /** What short variables say of what long ones say nothing of. */
    private void readShort(
            EnumerablePropertySource<?> source, Set<String> taken, Set<String> groups, Map<String, Said> settings) {
        SHORT.forEach((name, variable) -> {
            String text = said(source, name);
            if (text == null || (name.equals(DEFAULT_TTL) && !text.strip().matches("\\d*[1-9]\\d*"))) {
                return; // the provider reads the variable too, and says that it is no number
            }
            String own = name.equals(DEFAULT_TTL) ? text.strip() + "s" : text;
            RelaxedNames.ofVariable(variable)
                    .filter(meant -> !taken.contains(meant.group()) && groups.add(meant.group()))
                    .ifPresent(meant -> add(source, name, own, meant, settings));
        });
    }

    private static void add(
            EnumerablePropertySource<?> source, String name, String text, Meant meant, Map<String, Said> settings) {
        Said said = new Said(text, name, OriginLookup.getOrigin(source, name));
        settings.merge(meant.name(), said, (before, next) -> joined(before, meant.separator(), next));
    }

    private static boolean isVariables(EnumerablePropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource;
    }

    private static Optional<Meant> meant(EnumerablePropertySource<?> source, String name, String text) {
        return isVariables(source) ? RelaxedNames.ofVariable(name) : RelaxedNames.of(name, text);
    }

    private static boolean isOfOthers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(STARTER)) {
            return lower.startsWith(TEST);
        }
        String rest = RelaxedNames.relaxed(name.substring(STARTER.length()));
        return RelaxedNames.OF_STARTER.stream().map(RelaxedNames::relaxed).anyMatch(rest::equals);
    }

    /** Null for what is none of ours, without a look at its text, as most of an environment is. */
    private @Nullable String text(EnumerablePropertySource<?> source, String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("jcache") ? said(source, name) : null;
    }

    /** Null if it says nothing, as a variable does that is blank: a template of a deployment leaves it so where it has no value. */
    private @Nullable String said(EnumerablePropertySource<?> source, String name) {
        Object value = source.getProperty(name);
        String text = value == null ? null : environment.resolvePlaceholders(value.toString());
        return text == null || (isVariables(source) && text.isBlank()) ? null : text;
    }

    private static Said joined(Said before, @Nullable String separator, Said next) {
        return separator == null
                ? before
                : new Said(before.text() + separator + next.text(), before.property(), before.origin());
    }
}
