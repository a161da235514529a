package io.jcacheredis.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What frameworks have as keys and as values, and what may be read by Java serialization, for tests in other packages. */
public final class FrameworkObjects {

    private FrameworkObjects() {}

    /** A key of each class, with ids that are texts. */
    public static List<Object> keys() throws Exception {
        List<Object> keys = new ArrayList<>(FrameworkKeyTest.hibernateKeys("id", 7));
        keys.add(FrameworkKeyTest.simpleKey("a", 1L));
        keys.add(FrameworkKeyTest.generatedKey("a", 1L));
        return keys;
    }

    public static Collection<Object> values() throws Exception {
        return FrameworkValuesTest.values().values();
    }

    /** The names of the classes that every cache may read, whether they are on the class path or not. */
    public static Set<String> readable() {
        Set<String> names = new HashSet<>(BaseTypes.NAMES);
        names.addAll(FrameworkTypes.NAMES);
        return names;
    }
}
