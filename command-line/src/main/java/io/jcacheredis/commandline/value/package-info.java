/** Values as they lie in Redis, as people read them, and as lines of a file. */
@NullMarked
package io.jcacheredis.commandline.value;

import org.jspecify.annotations.NullMarked;
