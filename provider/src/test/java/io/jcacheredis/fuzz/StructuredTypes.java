package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.StructuredCodec;
import io.jcacheredis.codec.TypeRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types that JSON and CBOR are tried with; the first byte of an input chooses one. */
final class StructuredTypes {

    static final TypeRef<Model.Pair<Map<String, List<Instant>>, Model.Tree>> GENERIC = new TypeRef<>() {};
    static final TypeRef<List<Model.Open>> POLYMORPHIC = new TypeRef<>() {};

    private StructuredTypes() {}

    static List<StructuredCodec<?>> json() {
        return List.of(
                of(Codecs.json(Model.Offer.class)),
                of(Codecs.json(GENERIC)),
                of(Codecs.json(POLYMORPHIC)),
                of(Codecs.json(Model.Any.class)));
    }

    static List<StructuredCodec<?>> cbor() {
        return List.of(
                of(Codecs.cbor(Model.Offer.class)),
                of(Codecs.cbor(GENERIC)),
                of(Codecs.cbor(POLYMORPHIC)),
                of(Codecs.cbor(Model.Any.class)));
    }

    private static <V> StructuredCodec<V> of(StructuredCodec<V> codec) {
        WatchingLoader loader = new WatchingLoader(
                Set.of(Model.Allowed.class.getName(), Model.Open.class.getName(), Model.Offer.class.getName()));
        return codec.withSettings(CodecSettings.defaults(loader).withAllow(Model.Allowed.class.getName()));
    }

    static void check(List<StructuredCodec<?>> codecs, byte[] bytes) {
        Input input = new Input(bytes);
        Codec<?> codec = input.choose(codecs);
        Bounds.check(bytes.length, () -> Decoding.check(codec, input.rest(), Object::equals));
    }
}
