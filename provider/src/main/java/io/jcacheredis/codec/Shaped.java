package io.jcacheredis.codec;

/** A codec that knows what its bytes begin with. */
interface Shaped {

    /** What its bytes begin with. */
    Shape shape();
}
