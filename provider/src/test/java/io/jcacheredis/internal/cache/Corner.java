package io.jcacheredis.internal.cache;

import java.util.ArrayList;
import java.util.List;

/** What is given before a method of a cache is called. */
record Corner(
        Entry entry,
        PolicyCase policy,
        Listening listening,
        boolean statistics,
        WriterKind writer,
        boolean readThrough) {

    /** The entry before the call. */
    enum Entry {
        ABSENT,
        MORTAL,
        ETERNAL,
        EXPIRED;

        boolean exists() {
            return this == MORTAL || this == ETERNAL;
        }
    }

    enum Listening {
        NOBODY,
        SYNC_WITH_OLD_VALUE,
        SYNC,
        ASYNC_WITH_OLD_VALUE
    }

    enum WriterKind {
        NONE,
        WRITES,
        FAILS
    }

    static List<Corner> all(Entry entry) {
        List<Corner> corners = new ArrayList<>();
        for (PolicyCase policy : PolicyCase.all()) {
            for (Listening listening : Listening.values()) {
                for (WriterKind writer : WriterKind.values()) {
                    for (boolean statistics : new boolean[] {false, true}) {
                        for (boolean readThrough : new boolean[] {false, true}) {
                            corners.add(new Corner(entry, policy, listening, statistics, writer, readThrough));
                        }
                    }
                }
            }
        }
        return corners;
    }
}
