package io.jcacheredis.internal.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells unasked.
 *
 * @param elements its kind, and what it is about
 */
record Push(List<@Nullable Object> elements) {}
