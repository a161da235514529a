package io.jcacheredis.benchmarks;

import java.util.function.Predicate;

/** Measurements that have a table of their own. */
interface Suite {

    /** Makes those whose names are wanted, and prints them as rows of a table in Markdown. */
    void run(Predicate<String> wanted) throws Exception;
}
