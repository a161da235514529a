/** The life of providers, managers and caches, and the one place where their parts are put together. */
@NullMarked
package io.jcacheredis.internal.manager;

import org.jspecify.annotations.NullMarked;
