/** What is between the program and a person: a terminal, its colours, tables, a bar and a question. */
@NullMarked
package io.jcacheredis.commandline.terminal;

import org.jspecify.annotations.NullMarked;
