/** The HTTP endpoints. */
@NullMarked
package io.jcacheredis.examples.property.web;

import org.jspecify.annotations.NullMarked;
