package io.jcacheredis.codec;

import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    private static final java.util.regex.Pattern LIMIT = java.util.regex.Pattern.compile("max[a-z]+=\\d{1,18}");
    private static final String JOKER = "*";

    private final List<Pattern> patterns = new ArrayList<>();
    private final ObjectInputFilter filter;
    private final String setting;

    /**
     * The patterns of a setting.
     *
     * @throws CodecException if one is none
     */
    AllowPatterns(String setting) {
        List<String> parts = parts(setting);
        for (String part : parts) {
            add(part);
        }
        this.filter = createFilter(parts);
        this.setting = String.join(";", parts);
    }

    private static List<String> parts(String setting) {
        return Arrays.stream(setting.split(";", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static ObjectInputFilter createFilter(List<String> parts) {
        if (parts.isEmpty()) {
            return info -> ObjectInputFilter.Status.UNDECIDED;
        }
        try {
            return ObjectInputFilter.Config.createFilter(String.join(";", parts));
        } catch (IllegalArgumentException e) {
            throw new CodecException(malformed(String.join(";", parts), ""), e);
        }
    }

    private static String malformed(String part, String hint) {
        return "not a class pattern in " + CodecSettings.ALLOW + ": \"" + part
                + "\"; there are com.acme.Foo, com.acme.*, com.acme.**, com.acme.Prefix* and ! before one, separated by ;"
                + hint;
    }

    private void add(String part) {
        if (LIMIT.matcher(part).matches()) {
            return;
        }
        boolean rejects = part.startsWith("!");
        String text = rejects ? part.substring(1) : part;
        if (text.contains("/")) {
            throw new CodecException(malformed(part, ", and none has a module"));
        }
        String name = text.replaceFirst("(\\.\\*\\*|\\.\\*|\\*)$", "");
        // The JDK takes what is no name for the name of a class, which never matches.
        if (!text.equals(JOKER) && !Arrays.stream(name.split("\\.", -1)).allMatch(AllowPatterns::isIdentifier)) {
            throw new CodecException(malformed(part, ""));
        }
        patterns.add(new Pattern(text, rejects));
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.codePointAt(0))
                && text.codePoints().allMatch(Character::isJavaIdentifierPart);
    }

    /** Whether there is a pattern that allows whatever no other one decides on. */
    boolean allowsEverything() {
        return patterns.stream().anyMatch(pattern -> pattern.text.equals(JOKER) && !pattern.rejects);
    }

    /** The setting, without what stands in it for the eye only. */
    @Override
    public String toString() {
        return setting;
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
