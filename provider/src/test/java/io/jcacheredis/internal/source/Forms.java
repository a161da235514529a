package io.jcacheredis.internal.source;

import io.jcacheredis.invalidation.InvalidationEvent;
import java.util.List;

/** Lets tests elsewhere read events as they are written in Redis. */
public final class Forms {

    private Forms() {}

    /** See {@link EventForms#ofJson}. */
    public static InvalidationEvent ofJson(byte[] json) {
        return EventForms.ofJson(json);
    }

    /** See {@link EventForms#ofEntry}. */
    public static InvalidationEvent ofEntry(List<byte[]> namesAndValues) {
        return EventForms.ofEntry(namesAndValues);
    }
}
