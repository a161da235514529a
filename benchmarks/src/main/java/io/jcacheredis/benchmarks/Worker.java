package io.jcacheredis.benchmarks;

/** What one thread does again and again. */
@FunctionalInterface
interface Worker {

    void once() throws Exception;
}
