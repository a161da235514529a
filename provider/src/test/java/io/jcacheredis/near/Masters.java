package io.jcacheredis.near;

import static java.util.stream.Collectors.toCollection;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes are masters, and whether any was replaced that was not to be: with such a one goes what it had acknowledged, as its
 * replicas are not waited for. To be looked at while all nodes run.
 */
final class Masters {

    private final List<EmbeddedRedis> nodes;
    private Set<EmbeddedRedis> known;
    private int unasked;

    Masters(List<EmbeddedRedis> nodes) {
        this.nodes = nodes;
        this.known = now();
    }

    /** One was replaced on purpose. */
    void replaced(EmbeddedRedis old, EmbeddedRedis next) {
        known.remove(old);
        known.add(next);
    }

    /** Sees whether they are those that are known, and gets to know those that are. */
    void look() {
        Set<EmbeddedRedis> now = now();
        if (!now.equals(known)) {
            unasked++;
            known = now;
        }
    }

    /** How often others were seen than were known. */
    int unasked() {
        return unasked;
    }

    private Set<EmbeddedRedis> now() {
        return nodes.stream().filter(Servers::isMaster).collect(toCollection(HashSet::new));
    }
}
