/** The annotation tests of the TCK, on each framework that has the annotations. */
package io.jcacheredis.tck.annotations;
