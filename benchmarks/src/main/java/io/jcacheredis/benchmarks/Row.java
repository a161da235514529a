package io.jcacheredis.benchmarks;

import java.net.URI;
import java.util.function.BiFunction;

/**
 * One row of the table of figures.
 *
 * @param threads how many work at the same time
 * @param against the other client, for a Redis and a number of threads
 * @param theirs what the other client does
 * @param atLeast what is asked for
 * @param aim what is wished for
 */
record Row(
        String name,
        Operation ours,
        int threads,
        String rival,
        BiFunction<URI, Integer, Client> against,
        Operation theirs,
        double atLeast,
        double aim) {}
