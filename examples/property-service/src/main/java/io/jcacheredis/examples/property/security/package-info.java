/** Who may do what: JWT in front of everything. */
@NullMarked
package io.jcacheredis.examples.property.security;

import org.jspecify.annotations.NullMarked;
