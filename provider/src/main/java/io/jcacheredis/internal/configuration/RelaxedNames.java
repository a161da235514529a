package io.jcacheredis.internal.configuration;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.internal.configuration.Names.Meaning;
import io.jcacheredis.internal.configuration.Setting.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the settings that names mean as Spring's {@code Environment} has them: {@code jcache.redis.keyPrefix}, {@code
 * jcache.redis.caches.property:detail.expiry.created} of a nested YAML without brackets, {@code
 * jcache.redis.serialization.allow[0]} of a list, {@code JCACHE_REDIS_KEYPREFIX}. All else is left to the {@link Layer} to refuse, by the
 * name that was given.
 */
public final class RelaxedNames {

    /** What the properties of the Spring Boot starter begin with: they are no settings. */
    public static final String STARTER = Schema.ROOT + ".spring.";

    /** The rest of their names. Another name that begins so is a mistake. */
    public static final List<String> OF_STARTER = List.of("enabled", "connection-details", "observations");

    private static final Pattern ROOT = Pattern.compile("jcache\\.redis\\.", Pattern.CASE_INSENSITIVE);
    private static final Pattern CACHES = Pattern.compile("caches(?=[.\\[])", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFAULTS = Pattern.compile("defaults\\.", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELEMENT = Pattern.compile("(?<list>.+)\\[(?<index>\\d{1,4})]");
    private static final Pattern IN_LIST = Pattern.compile("(?<list>[^.\\[]+)\\[(?<index>\\d{1,4})]\\.(?<leaf>.+)");

    /** The names below a scope without case, dashes and underscores, and as they are. */
    private static final Map<Scope, Map<String, String>> WORDS = words();
    /** The same of whole names, without dots too, for variables. */
    private static final Map<String, String> VARIABLES = variables();

    /**
     * A setting.
     *
     * @param name as {@code Properties} have it
     * @param group what one source says of it is one with what it says of others of the same group, and replaces what a source
     *     says that is asked later: how long entries live is one group, a list is one
     * @param separator what stands between this element of a list and the one before, if they are one text; else null
     */
    public record Meant(String name, String group, @Nullable String separator) {}

    private RelaxedNames() {}

    private static Map<Scope, Map<String, String>> words() {
        Map<Scope, Map<String, String>> words = new HashMap<>();
        for (Setting<?> setting : Schema.SETTINGS) {
            words.computeIfAbsent(setting.scope(), scope -> new HashMap<>())
                    .put(relaxed(setting.name()), setting.name());
        }
        return words;
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        Environment.names().values().forEach(name -> variables.put(relaxed(name).replace(".", ""), name));
        return variables;
    }

    /** A name without what its relaxed forms differ in. */
    public static String relaxed(String text) {
        return text.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The setting that an environment variable means.
     *
     * @return empty if it means none, be it that it only looks so: Kubernetes makes {@code JCACHE_REDIS_PORT} of a service
     */
    public static Optional<Meant> ofVariable(String variable) {
        return variable.indexOf('.') >= 0
                ? of(variable, "")
                : Optional.ofNullable(VARIABLES.get(relaxed(variable))).map(name -> meant(name, null));
    }

    /**
     * The setting that another name means.
     *
     * @param text what is said for it: a name with nothing after it may be that of a cache, with dots
     * @return empty if it does not begin as ours do; the name as it is where it means none
     */
    public static Optional<Meant> of(String name, String text) {
        Matcher root = ROOT.matcher(name);
        if (!root.lookingAt()) {
            return Optional.empty();
        }
        String rest = name.substring(root.end());
        Matcher element = ELEMENT.matcher(rest);
        if (element.matches()) {
            String list = Schema.ROOT + "." + below(element.group("list"), false);
            if (leaf(list) instanceof Meaning.Leaf leaf && leaf.setting().kind().separator() != null) {
                return Optional.of(meant(list, leaf.setting().kind().separator()));
            }
        }
        return Optional.of(meant(Schema.ROOT + "." + below(rest, text.isBlank()), null));
    }

    private static Meant meant(String name, @Nullable String separator) {
        String group = leaf(name) instanceof Meaning.Leaf leaf
                ? leaf.owner() + " " + leaf.setting().group()
                : name;
        return new Meant(name, group, separator);
    }

    private static Meaning leaf(String name) {
        try {
            return Names.of(SettingName.parse(name));
        } catch (IllegalArgumentException e) {
            return new Meaning.Unknown(SettingName.NONE, requireNonNull(e.getMessage()));
        }
    }

    private static String below(String rest, boolean isEmpty) {
        Matcher caches = CACHES.matcher(rest);
        if (caches.lookingAt()) {
            return "caches" + ofCache(rest.substring(caches.end()), isEmpty);
        }
        Matcher defaults = DEFAULTS.matcher(rest);
        return defaults.lookingAt()
                ? "defaults." + strictOr(Scope.CACHE, rest.substring(defaults.end()))
                : strictOr(Scope.MANAGER, rest);
    }

    /** What follows {@code caches}: a name in brackets, or after a dot as it is. */
    private static String ofCache(String rest, boolean isEmpty) {
        if (rest.startsWith("[")) {
            int end = rest.indexOf("].");
            return end < 0 ? rest : rest.substring(0, end + 2) + strictOr(Scope.CACHE, rest.substring(end + 2));
        }
        String open = rest.substring(1);
        for (int dot = open.indexOf('.'); dot >= 0; dot = open.indexOf('.', dot + 1)) {
            Optional<String> leaf = strict(Scope.CACHE, open.substring(dot + 1));
            if (leaf.isPresent()) {
                return "[" + open.substring(0, dot) + "]." + leaf.get();
            }
        }
        int dot = open.indexOf('.');
        return dot < 0 || isEmpty ? "[" + open + "]" : "[" + open.substring(0, dot) + "]" + open.substring(dot);
    }

    private static String strictOr(Scope scope, String leaf) {
        return strict(scope, leaf).orElse(leaf);
    }

    /** A name below that of its scope as the schema has it. */
    private static Optional<String> strict(Scope scope, String leaf) {
        String found = words(scope).get(relaxed(leaf));
        if (found != null) {
            return Optional.of(found);
        }
        Matcher inList = IN_LIST.matcher(leaf);
        if (inList.matches()) {
            return ElementList.find(scope, inList.group("list").toLowerCase(Locale.ROOT))
                    .flatMap(list -> ofElement(list, inList.group("leaf"))
                            .map(own -> list.whole().name() + "[" + inList.group("index") + "]." + own));
        }
        Matcher element = ELEMENT.matcher(leaf);
        return element.matches()
                ? strict(scope, element.group("list")).map(list -> list + "[" + element.group("index") + "]")
                : Optional.empty();
    }

    private static Optional<String> ofElement(ElementList list, String leaf) {
        String when = InvalidationSchema.WHEN.name();
        boolean hasChosenNames = list.elements() == Scope.RULE && leaf.matches("(?i)" + when + "[.\\[].+");
        return hasChosenNames ? Optional.of(when + leaf.substring(when.length())) : strict(list.elements(), leaf);
    }

    private static Map<String, String> words(Scope scope) {
        return WORDS.getOrDefault(scope, Map.of());
    }
}
