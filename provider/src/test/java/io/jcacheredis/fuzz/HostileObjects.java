package io.jcacheredis.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Externalizable;
import java.io.File;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.management.BadAttributeValueExpException;

/** Serialized objects that were made to do harm: gadgets in every place, and streams that lie. */
final class HostileObjects {

    private HostileObjects() {}

    /** All of them by what they are; none may be read. */
    static Map<String, byte[]> all() throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (Object gadget : gadgets()) {
            places().forEach((place, put) ->
                    all.put(gadget.getClass().getSimpleName() + " " + place, Seeds.serialized(put.apply(gadget))));
        }
        ofTheJdk().forEach(gadget -> all.put(gadget.getClass().getName(), Seeds.serialized(gadget)));
        posing(all);
        lying(all);
        return all;
    }

    private static List<Object> gadgets() {
        return List.of(
                new Gadgets.Initialised(),
                new Gadgets.Reading(),
                new Gadgets.Hashed(),
                new Gadgets.Compared(),
                new Gadgets.External(),
                Gadgets.Constants.BODY,
                new Gadgets.Initialised[0],
                Gadgets.Initialised.class,
                Proxy.newProxyInstance(
                        HostileObjects.class.getClassLoader(),
                        new Class<?>[] {Comparable.class},
                        new Gadgets.Handler()));
    }

    private static Map<String, UnaryOperator<Object>> places() {
        Map<String, UnaryOperator<Object>> places = new LinkedHashMap<>();
        places.put("alone", gadget -> gadget);
        places.put("in a list in a list", gadget -> new ArrayList<>(List.of(List.of(gadget))));
        places.put("in an array of arrays", gadget -> new Object[][] {{gadget}});
        places.put("as a key", gadget -> new HashMap<>(Collections.singletonMap(key(gadget), "v")));
        places.put("as a value", gadget -> new TreeMap<>(Map.of("k", gadget)));
        places.put("in an entry", gadget -> new AbstractMap.SimpleEntry<>("k", gadget));
        places.put("in a reference", AtomicReference::new);
        places.put("as copies", gadget -> Collections.nCopies(3, gadget));
        places.put("in an unmodifiable list", gadget -> Collections.unmodifiableList(Arrays.asList(gadget)));
        places.put("in a field", gadget -> {
            Model.Node node = new Model.Node();
            node.content = gadget;
            return node;
        });
        places.put("in a deque", gadget -> new ArrayDeque<>(List.of(gadget)));
        places.put("where it is thrown away", gadget -> new Throwing(gadget));
        return places;
    }

    /** In a list, as a proxy's handler answers no question for its hash code. */
    private static Object key(Object gadget) {
        return gadget instanceof Proxy || Proxy.isProxyClass(gadget.getClass())
                ? Collections.singletonMap("k", new Object[] {gadget})
                : gadget;
    }

    /** A field that the class that is read does not have: its value is read all the same. */
    @SuppressWarnings("UnusedVariable") // serialization reads it
    private static final class Throwing implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object unknown;

        Throwing(Object unknown) {
            this.unknown = unknown;
        }
    }

    @SuppressWarnings("URLEqualsHashCode") // the gadget is just that: reading it must not look the host up
    private static List<Object> ofTheJdk() throws Exception {
        return List.of(
                new HashMap<>(Map.of(URI.create("http://canary.invalid").toURL(), 1)),
                new PriorityQueue<>(List.of(1, 2)),
                new BadAttributeValueExpException("x"),
                InetAddress.getLoopbackAddress(),
                new File("x"),
                EnumSet.of(Gadgets.Constants.PLAIN),
                new EnumMap<>(Map.of(Gadgets.Constants.PLAIN, 1)),
                new HashSet<>(List.of(Thread.State.NEW, Gadgets.Constants.PLAIN)));
    }

    // Classes that say that they are others

    static class Parent implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static final class Child extends Parent {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("UnusedVariable") // serialization reads them
    static final class OtherFields implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object name = 1;
        private final Object color = "RED";
        private final Object others = new Object[] {1};
        private final Object points = 1;
        private final int number = 1;
    }

    public static final class OwnData implements Externalizable {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    private static void posing(Map<String, byte[]> all) {
        String node = Model.Node.class.getName();
        byte[] child = renamed(Seeds.serialized(new Child()), Child.class, node);
        all.put("a class with another parent", renamed(child, Parent.class, Gadgets.Initialised.class.getName()));
        all.put("fields of other types", renamed(Seeds.serialized(new OtherFields()), OtherFields.class, node));
        all.put("data that only the class can read", renamed(Seeds.serialized(new OwnData()), OwnData.class, node));
        all.put(
                "an enum that is none",
                renamed(Seeds.serialized(Model.Color.GREEN), Model.Color.class, Model.Point.class.getName()));
        all.put(
                "an object that is an enum",
                renamed(Seeds.serialized(new Child()), Child.class, Model.Color.class.getName()));
        all.put("a class named int", renamed(Seeds.serialized(new Child()), Child.class, "int"));
        all.put("a class without a name", renamed(Seeds.serialized(new Child()), Child.class, ""));
        all.put("a class that is an array", renamed(Seeds.serialized(new Child()), Child.class, "[I"));
        all.put("an unknown constant", replaced(Seeds.serialized(Model.Color.RED), "t\0\3RED", "t\0\3BAD"));
        all.put(
                "another version",
                replaced(Seeds.serialized(new Model.Node()), "\0\0\0\0\0\0\0\1", "\0\0\0\0\0\0\0\2"));
    }

    /** Another class's name in the place of one, with its length. */
    private static byte[] renamed(byte[] bytes, Class<?> from, String to) {
        String name = from.getName();
        return replaced(bytes, "\0" + (char) name.length() + name, "\0" + (char) to.length() + to);
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, ISO_8859_1);
        if (!text.contains(from)) {
            throw new IllegalStateException("nothing to replace");
        }
        return text.replace(from, to).getBytes(ISO_8859_1);
    }

    // Sizes that are not true

    private static void lying(Map<String, byte[]> all) {
        String one = "\0\0\0\1";
        String most = "\177\377\377\377";
        for (String size : List.of(most, "\377\377\377\377", "\200\0\0\0")) {
            String hex = Integer.toHexString(size.charAt(0));
            all.put("a list of " + hex, replaced(Seeds.serialized(new ArrayList<>(List.of("x"))), one, size));
            all.put("a map of " + hex, replaced(Seeds.serialized(new HashMap<>(Map.of("x", "y"))), one, size));
            all.put("an array of " + hex, replaced(Seeds.serialized(new Object[] {"x"}), one, size));
            all.put("bits of " + hex, replaced(Seeds.serialized(BitSet.valueOf(new long[] {1})), one, size));
            all.put("an immutable of " + hex, replaced(Seeds.serialized(List.of("x")), one, size));
            all.put(
                    "a list that copies of " + hex,
                    replaced(Seeds.serialized(new CopyOnWriteArrayList<>(List.of("x"))), one, size));
        }
        all.put(
                "a map of a load that is no number",
                replaced(Seeds.serialized(new HashMap<>(Map.of("x", "y"))), "?@\0\0", "\177\300\0\0"));
        all.put("a stream that begins anew", replaced(Seeds.serialized(new Object[] {"x"}), "t\0\1x", "yt\0\1x"));
        all.put("a stream of an exception", replaced(Seeds.serialized(new Object[] {"x"}), "t\0\1x", "{t\0\1x"));
        all.put("raw data in an array", replaced(Seeds.serialized(new Object[] {"x"}), "t\0\1x", "w\1xt\0\1x"));
        all.put(
                "a negative block",
                replaced(Seeds.serialized(new ArrayList<>(List.of("x"))), "w\4", "z\377\377\377\377"));
    }
}
