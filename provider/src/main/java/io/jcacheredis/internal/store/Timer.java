package io.jcacheredis.internal.store;

import java.time.Duration;
import java.util.concurrent.Future;

/** Runs a task again and again until it is cancelled. */
@FunctionalInterface
public interface Timer {

    /** The first time after one period. */
    Future<?> every(Duration period, Runnable task);
}
