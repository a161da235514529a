package io.jcacheredis.benchmarks;

import java.util.function.IntFunction;

/**
 * One side of a comparison.
 *
 * @param workers the worker of each thread, by its number
 */
record Contender(String name, IntFunction<Worker> workers) {}
