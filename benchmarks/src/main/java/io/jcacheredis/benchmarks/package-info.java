/** Measures the provider beside a plain client and beside its peers: alternating slices of one run, medians of ratios. */
package io.jcacheredis.benchmarks;
