/** Tests that others wrote for caches, and round trips through what others built on caches, with the provider underneath. */
@NullMarked
package io.jcacheredis.suites;

import org.jspecify.annotations.NullMarked;
