package io.jcacheredis.codec;

import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's patterns, matched by name so that a refused class is not even loaded. The first pattern that matches
 * decides, as with {@link ObjectInputFilter.Config#createFilter}, which sees the loaded classes afterwards and also
 * enforces limits ({@code maxdepth=20}). Patterns with a module ({@code java.sql/com.acme.*}) are refused, as the module
 * of a class that is not loaded is not known.
 */
final class AllowPatterns {

    private record Pattern(String text, boolean rejects) {

        boolean matches(String className) {
            if (text.endsWith(".**")) {
                return className.startsWith(text.substring(0, text.length() - 2));
            }
            if (text.endsWith(".*")) {
                String prefix = text.substring(0, text.length() - 1);
                return className.startsWith(prefix) && className.indexOf('.', prefix.length()) < 0;
            }
            if (text.endsWith("*")) {
                return className.startsWith(text.substring(0, text.length() - 1));
            }
            return className.equals(text);
        }
    }

    private final List<Pattern> patterns = new ArrayList<>();
    private final ObjectInputFilter filter;

    AllowPatterns(String setting) {
        for (String part : setting.split(";", -1)) {
            add(part.strip());
        }
        this.filter = createFilter(setting.replaceAll("\\s+", ""));
    }

    private static ObjectInputFilter createFilter(String setting) {
        if (setting.isEmpty()) {
            return info -> ObjectInputFilter.Status.UNDECIDED;
        }
        try {
            ObjectInputFilter filter = ObjectInputFilter.Config.createFilter(setting);
            // A setting without a single pattern, such as ";", gives no filter.
            return filter != null ? filter : info -> ObjectInputFilter.Status.UNDECIDED;
        } catch (IllegalArgumentException e) {
            throw malformed(setting, e);
        }
    }

    private static CodecException malformed(String setting, @Nullable Exception cause) {
        return new CodecException(
                "not a class pattern in " + CodecSettings.ALLOW + ": \"" + setting
                        + "\"; there are com.acme.Foo, com.acme.*, com.acme.**, com.acme.Prefix* and ! before one",
                cause);
    }

    private void add(String part) {
        boolean rejects = part.startsWith("!");
        String text = rejects ? part.substring(1) : part;
        if (text.isEmpty() || text.contains("=")) {
            return;
        }
        if (text.contains("/")
                || text.replaceFirst("(\\.\\*\\*|\\.\\*|\\*)$", "").contains("*")) {
            // The JDK takes this for the name of a class, which never matches.
            throw malformed(part, null);
        }
        patterns.add(new Pattern(text, rejects));
    }

    /** What the patterns say about a class, by its name. */
    ObjectInputFilter.Status decide(String className) {
        for (Pattern pattern : patterns) {
            if (pattern.matches(className)) {
                return pattern.rejects() ? ObjectInputFilter.Status.REJECTED : ObjectInputFilter.Status.ALLOWED;
            }
        }
        return ObjectInputFilter.Status.UNDECIDED;
    }

    /** What the patterns say about a loaded class, and their limits. */
    ObjectInputFilter.Status decide(ObjectInputFilter.FilterInfo info) {
        return filter.checkInput(info);
    }
}
