/** Properties, their scores and their timelines: values without a life of their own. */
@NullMarked
package io.jcacheredis.examples.property.domain;

import org.jspecify.annotations.NullMarked;
