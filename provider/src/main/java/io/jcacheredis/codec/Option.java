package io.jcacheredis.codec;

/** A codec around another one, whose values it writes. */
interface Option<V> extends Codec<V> {

    /** The codec that writes the values. */
    Codec<V> writer();

    /** This option with what a cache's settings say, around codecs with what they say. */
    Codec<V> with(CodecSettings cache);

    /** Whether a codec has that option, at whichever depth. */
    static boolean isOn(Codec<?> codec, Class<?> option) {
        return option.isInstance(codec) || (codec instanceof Option<?> around && isOn(around.writer(), option));
    }
}
