/** The commands of the program, each of which reads its options, does one thing, and tells what came of it. */
@NullMarked
package io.jcacheredis.commandline.command;

import org.jspecify.annotations.NullMarked;
