/** What makes a demo of the service, with the profile {@code demo} only: none of it belongs into production. */
@NullMarked
package io.jcacheredis.examples.property.demo;

import org.jspecify.annotations.NullMarked;
