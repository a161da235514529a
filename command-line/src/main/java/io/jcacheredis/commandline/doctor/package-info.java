/** What can be wrong with a Redis, with the permissions in it and with the configuration, and what to do about it. */
@NullMarked
package io.jcacheredis.commandline.doctor;

import org.jspecify.annotations.NullMarked;
