/** What observers of calls are told. */
@NullMarked
package io.jcacheredis.internal.observation;

import org.jspecify.annotations.NullMarked;
