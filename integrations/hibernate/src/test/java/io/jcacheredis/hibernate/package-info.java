/** Hibernate's second-level cache on the provider, by two session factories that share one Redis and one database. */
@NullMarked
package io.jcacheredis.hibernate;

import org.jspecify.annotations.NullMarked;
