package io.jcacheredis.codec;

/** Whether large values are compressed. */
public enum Compression {
    /** Values are written as their codec gives them. Those that were compressed before are still read. */
    NONE,
    /** Values of some size are deflated (RFC 1950) where that makes them smaller. */
    DEFLATE
}
