package io.jcacheredis.fuzz;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.springframework.cache.interceptor.SimpleKey;

/**
 * Collections that hold each other as an input says: with shared parts, and in circles. Making them must not take the
 * time that reading them might. So all are made first, from the last to the first, each with one element of its own; then
 * they are filled from the first to the last: a hash set only with later ones, which have little in them yet, lists and
 * values of maps with any.
 */
final class Graph {

    private static final int MOST = 24;

    private final Input input;
    private final Object[] nodes;
    private final List<BiConsumer<Object, Object>> fillers = new ArrayList<>();

    Graph(Input input) {
        this.input = input;
        this.nodes = new Object[1 + input.choose(MOST)];
        for (int i = nodes.length - 1; i >= 0; i--) {
            nodes[i] = make(i);
        }
        Collections.reverse(fillers);
        for (int i = 0; i < nodes.length; i++) {
            fill(i);
        }
    }

    Object root() {
        return nodes[0];
    }

    @SuppressWarnings("JdkObsolete") // Hashtable is one of those that hash as they are read.
    private Object make(int i) {
        Model.Counted own = new Model.Counted(i);
        return switch (input.choose(14)) {
            case 1 -> set(new LinkedHashSet<>(List.of(own)));
            case 2 -> map(new HashMap<>(Map.of(own, own)));
            case 3 -> map(new LinkedHashMap<>(Map.of(own, own)));
            case 4 -> map(new Hashtable<>(Map.of(own, own)));
            case 5 -> map(new ConcurrentHashMap<>(Map.of(own, own)));
            case 6 -> list(new ArrayList<>(List.of(own)));
            case 7 -> array(new Object[] {own, null, null, null});
            case 8 -> entry(new AbstractMap.SimpleEntry<>(own, own));
            case 9 -> closed(new SimpleKey(own, later(i), later(i)));
            case 10 -> closed(Collections.nCopies(1 + input.choose(200), later(i)));
            case 11 -> closed(List.of(own, later(i), later(i)));
            case 12 -> {
                Set<Object> inner = new HashSet<>(Set.of(own));
                fillers.add((one, any) -> inner.add(one));
                yield Collections.unmodifiableSet(inner);
            }
            case 13 -> {
                Set<Object> keys = Collections.newSetFromMap(new HashMap<>());
                keys.add(own);
                yield set(keys);
            }
            default -> set(new HashSet<>(Set.of(own)));
        };
    }

    /** One that is made already, or something small. */
    private Object later(int i) {
        int more = nodes.length - 1 - i;
        return more == 0 ? Optional.of(i).get() : nodes[i + 1 + input.choose(more)];
    }

    private Object set(Collection<Object> set) {
        fillers.add((later, any) -> set.add(later));
        return set;
    }

    private Object map(Map<Object, Object> map) {
        fillers.add((later, any) -> map.put(later, any));
        return map;
    }

    private Object list(List<Object> list) {
        fillers.add((later, any) -> list.add(any));
        return list;
    }

    private Object array(Object[] array) {
        fillers.add((later, any) -> {
            array[3] = array[2];
            array[2] = array[1];
            array[1] = any;
        });
        return array;
    }

    private Object entry(Map.Entry<Object, Object> entry) {
        fillers.add((later, any) -> entry.setValue(any));
        return entry;
    }

    private Object closed(Object node) {
        fillers.add((later, any) -> {});
        return node;
    }

    private void fill(int i) {
        for (int more = input.choose(4); more > 0; more--) {
            fillers.get(i).accept(later(i), nodes[input.choose(nodes.length)]);
        }
    }
}
