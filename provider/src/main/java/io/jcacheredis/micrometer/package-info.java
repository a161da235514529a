/**
 * Meters and observations of caches by <a href="https://micrometer.io">Micrometer</a>, for programs that have it: nothing else in the
 * provider needs it, and this package needs nothing that is not public.
 */
@NullMarked
package io.jcacheredis.micrometer;

import org.jspecify.annotations.NullMarked;
