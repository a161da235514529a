/** What has happened in the domain, and what that removes from the caches. */
@NullMarked
package io.jcacheredis.examples.property.events;

import org.jspecify.annotations.NullMarked;
