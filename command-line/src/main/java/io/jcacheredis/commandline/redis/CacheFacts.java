package io.jcacheredis.commandline.redis;

import io.jcacheredis.OnFailure;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.util.List;
import java.util.Set;

/**
 * What is known of a cache without its classes.
 *
 * @param declared whether the configuration names it
 * @param jvms those that have it open now, as they call themselves; empty also where the registry can't be read
 * @param keyFormat the name of the codec of its keys
 * @param formats the names of the formats in which its values may be; empty if that is not known
 * @param onFailure what it does where Redis fails
 * @param durableEvents whether it keeps its events
 */
public record CacheFacts(
        String name,
        KeySpace space,
        boolean declared,
        List<String> jvms,
        String keyFormat,
        Set<String> formats,
        OnFailure onFailure,
        boolean durableEvents) {

    /** Whether anybody but the user says that there is such a cache. */
    public boolean isKnown() {
        return declared || !jvms.isEmpty();
    }
}
