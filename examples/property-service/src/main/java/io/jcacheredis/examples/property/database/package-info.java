/** Where the values come from: slow, as databases are. */
@NullMarked
package io.jcacheredis.examples.property.database;

import org.jspecify.annotations.NullMarked;
