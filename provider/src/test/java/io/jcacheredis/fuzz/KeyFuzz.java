package io.jcacheredis.fuzz;

import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.cache.internal.BasicCacheKeyImplementation;
import org.hibernate.cache.spi.QueryKey;
import org.springframework.cache.interceptor.SimpleKey;

/** Keys with tags: of an untyped cache, of collections, records and arrays, and of frameworks. The first byte chooses. */
public final class KeyFuzz {

    private static final CodecSettings SETTINGS = JavaFuzz.settings();

    /** The first ones are of untyped caches. */
    static final List<Class<?>> TYPES = List.of(
            Object.class,
            String.class,
            List.class,
            Set.class,
            Map.class,
            Optional.class,
            Object[].class,
            int[].class,
            Model.Point.class,
            Model.Color.class,
            SimpleKey.class,
            BasicCacheKeyImplementation.class,
            QueryKey.class);

    private static final List<KeyCodec<?>> CODECS = TYPES.stream()
            .<KeyCodec<?>>map(type -> KeyCodecs.choose(type, SETTINGS))
            .toList();

    private KeyFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        KeyCodec<?> codec = input.choose(CODECS);
        String text = input.text();
        Bounds.check(bytes.length, () -> Decoding.check(codec, text));
    }
}
