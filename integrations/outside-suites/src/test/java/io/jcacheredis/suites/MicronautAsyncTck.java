package io.jcacheredis.suites;

import io.micronaut.cache.tck.AbstractAsyncCacheSpec;
import io.micronaut.context.ApplicationContext;
import org.spockframework.runtime.model.SpecMetadata;

/** What Micronaut asks of asynchronous caches. The annotation makes a class in Java one that Spock runs. */
@SpecMetadata(filename = "MicronautAsyncTck.java", line = 9)
public class MicronautAsyncTck extends AbstractAsyncCacheSpec {

    private static final MicronautContexts contexts = new MicronautContexts("micronaut-async");

    @Override
    public ApplicationContext createApplicationContext() {
        return contexts.start();
    }

    /** Called by Spock after all tests, by its name. */
    public void cleanupSpec() throws Exception {
        contexts.closeAfter(4);
    }
}
