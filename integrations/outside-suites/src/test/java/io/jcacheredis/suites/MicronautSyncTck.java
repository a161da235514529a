package io.jcacheredis.suites;

import io.micronaut.cache.tck.AbstractSyncCacheSpec;
import io.micronaut.context.ApplicationContext;
import org.spockframework.runtime.model.SpecMetadata;

/** What Micronaut asks of synchronous caches. The annotation makes a class in Java one that Spock runs. */
@SpecMetadata(filename = "MicronautSyncTck.java", line = 9)
public class MicronautSyncTck extends AbstractSyncCacheSpec {

    private static final MicronautContexts contexts = new MicronautContexts("micronaut-sync");

    @Override
    public ApplicationContext createApplicationContext() {
        return contexts.start();
    }

    /** Called by Spock after all tests, by its name. */
    public void cleanupSpec() throws Exception {
        contexts.closeAfter(5);
    }
}
