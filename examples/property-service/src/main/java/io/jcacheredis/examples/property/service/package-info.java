/** What the endpoints offer, each with its cache. */
@NullMarked
package io.jcacheredis.examples.property.service;

import org.jspecify.annotations.NullMarked;
