/** Hibernate's second-level cache, shared by two applications. */
@NullMarked
package io.jcacheredis.examples.hibernate;

import org.jspecify.annotations.NullMarked;
