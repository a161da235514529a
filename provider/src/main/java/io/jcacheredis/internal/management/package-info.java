/** Statistics and the MXBeans of a cache. */
@NullMarked
package io.jcacheredis.internal.management;

import org.jspecify.annotations.NullMarked;
