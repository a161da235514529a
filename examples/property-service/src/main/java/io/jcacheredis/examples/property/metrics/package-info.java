/** What Prometheus and health checks see of the caches and of Redis. */
@NullMarked
package io.jcacheredis.examples.property.metrics;

import org.jspecify.annotations.NullMarked;
