package io.jcacheredis.internal.management;

/**
 * What JMX calls a manager. JSR-107 knows managers by their URIs, which several of one JVM may share that are of other class loaders or
 * providers, as those of Spring's application contexts are: these have numbers, too.
 *
 * @param uri that of the manager
 * @param number from 1 on; no other open manager of the URI has it
 */
public record ManagerName(String uri, int number) {

    /** The one to try where this one is taken. */
    public ManagerName next() {
        return new ManagerName(uri, number + 1);
    }
}
