package io.jcacheredis.internal.configuration;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a provider has warned of already, so that each of its managers need not say it again. */
public final class Warnings {

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    boolean first(String warning) {
        return said.add(warning);
    }
}
