/**
 * Connections to the master that sentinels name. See <a
 * href="https://redis.io/docs/latest/develop/reference/sentinel-clients/">what clients of Sentinel do</a>.
 */
@NullMarked
package io.jcacheredis.internal.connection.sentinel;

import org.jspecify.annotations.NullMarked;
