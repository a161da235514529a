package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Environment variables: {@code JCACHE_REDIS_} and a setting's name in capitals, for the settings of the manager and the
 * defaults of caches; without underscores in it as well, as Spring has it; and a few short ones. The names of caches can't be written so. A variable that is blank counts as
 * not set, as a deployment's template leaves it where it has no value.
 */
final class Environment {

    private static final Logger log = LoggerFactory.getLogger(Environment.class);

    private static final String START = "JCACHE_REDIS_";
    private static final String OF_SPRING = variable(RelaxedNames.STARTER);
    private static final String DEFAULT_TTL = "CACHE_DEFAULT_TTL";
    private static final String TTL_SETTING = Schema.ROOT + ".defaults." + Schema.EXPIRY_MODIFIED.name();
    private static final Map<String, String> SHORT =
            Map.of("REDIS_URL", Schema.URL.fullName(), "CACHE_KEY_PREFIX", Schema.KEY_PREFIX.fullName());

    private static final Map<String, String> NAMES = Collections.unmodifiableMap(allNames());

    private final Map<String, String> variables = new TreeMap<>();

    Environment(Map<String, String> variables) {
        variables.forEach((name, text) -> {
            if (!text.isBlank()) {
                this.variables.put(name, text);
            }
        });
    }

    /** What the variables are called, and the settings that they are. */
    static Map<String, String> names() {
        return NAMES;
    }

    private static Map<String, String> allNames() {
        Map<String, String> names = new TreeMap<>();
        for (Setting<?> setting : Schema.SETTINGS) {
            if (ElementList.isList(setting)) {
                continue; // brackets can't be written in a variable's name
            }
            if (setting.scope() == Scope.MANAGER) {
                names.put(variable(setting.fullName()), setting.fullName());
            } else if (setting.scope() == Scope.CACHE) {
                String name = Schema.ROOT + ".defaults." + setting.name();
                names.put(variable(name), name);
            }
        }
        return names;
    }

    static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What the short variables say. */
    List<Given> readShort(Problems problems) {
        List<Given> found = new ArrayList<>();
        SHORT.forEach((variable, setting) -> {
            String text = variables.get(variable);
            if (text != null) {
                found.add(new Given(SettingName.parse(setting), text, place(variable)));
            }
        });
        String seconds = variables.get(DEFAULT_TTL);
        if (seconds != null && seconds.strip().matches("\\d*[1-9]\\d*")) {
            found.add(new Given(SettingName.parse(TTL_SETTING), seconds.strip() + "s", place(DEFAULT_TTL)));
        } else if (seconds != null) {
            problems.add(
                    place(DEFAULT_TTL),
                    "is " + Problems.quote(seconds) + ", and must be a number of seconds above 0; it is the default of "
                            + TTL_SETTING);
        }
        return found;
    }

    /**
     * What the long variables say. Unknown ones are no error: Kubernetes makes {@code JCACHE_REDIS_PORT},
     * {@code JCACHE_REDIS_SERVICE_HOST} and more for a service that is called jcache-redis, and they must not keep an
     * application from starting. For the same reason no setting may ever be called {@code port} or {@code service…}.
     */
    List<Given> readLong() {
        List<Given> found = new ArrayList<>();
        variables.forEach((variable, text) -> {
            if (variable.startsWith(START)) {
                RelaxedNames.ofVariable(variable)
                        .ifPresent(
                                meant -> found.add(new Given(SettingName.parse(meant.name()), text, place(variable))));
            }
        });
        return found;
    }

    /** Says once which variables look like ours and are not. */
    void warnOfUnknown(Warnings warnings) {
        List<String> suspicious = variables.keySet().stream()
                .filter(variable -> variable.startsWith(START)
                        && !variable.startsWith(OF_SPRING)
                        && RelaxedNames.ofVariable(variable).isEmpty())
                .toList();
        if (suspicious.isEmpty()) {
            return;
        }
        List<String> ends = NAMES.keySet().stream()
                .map(name -> name.substring(START.length()))
                .toList();
        String unknown = suspicious.stream()
                .map(variable -> variable
                        + Nearest.to(variable.substring(START.length()), ends)
                                .map(near -> " (did you mean " + START + near + "?)")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        if (warnings.first(unknown)) {
            log.warn("These environment variables are no settings of jcache-redis and have no effect: {}", unknown);
        }
    }

    private static String place(String variable) {
        return "environment variable " + variable;
    }
}
