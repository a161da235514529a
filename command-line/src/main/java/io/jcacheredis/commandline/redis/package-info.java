/** What the commands ask the provider, and Redis itself where the provider has no method for it. */
@NullMarked
package io.jcacheredis.commandline.redis;

import org.jspecify.annotations.NullMarked;
