package io.jcacheredis.internal.configuration;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a provider has warned of already, so that each of its managers need not say it again. */
public final class Warnings {

    private static final Logger log = LoggerFactory.getLogger(Warnings.class);

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    boolean first(String warning) {
        return said.add(warning);
    }

    /** Warns, unless that was said before. */
    public void warn(String warning) {
        if (first(warning)) {
            log.warn("{}", warning);
        }
    }

    /** All of it. */
    public Set<String> said() {
        return Set.copyOf(said);
    }
}
