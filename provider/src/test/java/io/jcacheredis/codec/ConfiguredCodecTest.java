package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonView;
import io.jcacheredis.codec.CodecException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractComparableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Codec objects of programs in a cache with settings: what the settings say reaches them, at whichever depth. */
class ConfiguredCodecTest {

    private static final CodecSettings SETTINGS = CodecSettings.defaults(ConfiguredCodecTest.class.getClassLoader());

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public interface Outline {}

    record Circle(@JsonView(Object.class) int radius) implements Outline {}

    record Offer(String name, List<Offer> others) {

        static Offer nested(int depth) {
            return new Offer("n".repeat(30), depth == 1 ? List.of() : List.of(nested(depth - 1)));
        }
    }

    /** A codec of a user, whose bytes may be any. */
    static final class Reversing implements Codec<String> {

        @Override
        public String name() {
            return "reversed";
        }

        @Override
        public byte[] encode(String value) {
            return new StringBuilder(value).reverse().toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new StringBuilder(new String(bytes, StandardCharsets.UTF_8))
                    .reverse()
                    .toString();
        }
    }

    private static <V> Codec<V> in(CodecSettings settings, Codec<V> own, Class<V> type) {
        return ValueCodecs.configured(own, type, settings).codec();
    }

    private static Codec<Offer> offers(CodecSettings settings, Codec<Offer> own) {
        return in(settings, own, Offer.class);
    }

    private static AbstractComparableAssert<?, Reason> assertRefused(Runnable action) {
        CodecException[] refusal = new CodecException[1];
        assertThatExceptionOfType(CodecException.class).isThrownBy(action::run).satisfies(e -> refusal[0] = e);
        return assertThat(refusal[0].reason()).as(refusal[0].getMessage());
    }

    static Stream<Arguments> compositions() {
        List<UnaryOperator<Codec<Outline>>> options = List.of(
                codec -> codec,
                Codecs::compressed,
                codec -> Codecs.versioned(codec, 2),
                codec -> Codecs.compressed(Codecs.versioned(codec, 2)),
                codec -> Codecs.versioned(Codecs.compressed(codec), 2),
                codec -> Codecs.migrating(codec, Codecs.java(Outline.class, SETTINGS)));
        List<StructuredCodec<Outline>> plain = List.of(
                Codecs.json(Outline.class),
                Codecs.cbor(Outline.class),
                Codecs.json(new TypeRef<Outline>() {}),
                Codecs.json(Outline.class).withMapper(builder -> {}),
                Codecs.json(Outline.class).withView(Object.class));
        return plain.stream().flatMap(codec -> options.stream().map(option -> Arguments.of(option.apply(codec))));
    }

    /** A list of classes, and limits that are not asked for by the outermost codec, are those of the cache. */
    @ParameterizedTest
    @MethodSource("compositions")
    void allowedClasses_andLimits_areThoseOfTheCache(Codec<Outline> own) {
        Codec<Outline> allowing = in(SETTINGS.withAllow(Circle.class.getName()), own, Outline.class);
        assertThat(allowing.decode(allowing.encode(new Circle(1)))).isEqualTo(new Circle(1));

        assertRefused(() -> in(SETTINGS, own, Outline.class).encode(new Circle(1)))
                .isEqualTo(Reason.REFUSED_CLASS);
        Codec<Outline> small = in(SETTINGS.withAllow("*").withLimit(Limit.VALUE_BYTES, 10), own, Outline.class);
        assertRefused(() -> small.encode(new Circle(1))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void limits_canBeWider_andNarrower() {
        byte[] large = new byte[Limit.VALUE_BYTES.standard() + 1];
        String text = "a".repeat(large.length);
        CodecSettings wide = SETTINGS.withLimit(Limit.VALUE_BYTES, large.length);
        assertThat(in(wide, Codecs.bytes(), byte[].class).encode(large)).hasSize(large.length);
        assertThat(in(wide, Codecs.string(), String.class).encode(text)).hasSize(large.length);
        Codec<String> compressed = in(wide, Codecs.compressed(Codecs.string()), String.class);
        assertThat(compressed.decode(compressed.encode(text))).hasSize(large.length);

        CodecSettings narrow = SETTINGS.withLimit(Limit.NESTING, 3);
        assertRefused(() -> offers(narrow, Codecs.json(Offer.class)).encode(Offer.nested(9)))
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void settingsOfTheCodecItself_areKept() {
        CodecSettings own = SETTINGS.withAllow(Circle.class.getName()).withLimit(Limit.NESTING, 3);

        Codec<Outline> outlines = in(SETTINGS, Codecs.json(Outline.class).withSettings(own), Outline.class);
        assertThat(outlines.decode(outlines.encode(new Circle(1)))).isEqualTo(new Circle(1));
        Codec<Offer> offers = offers(
                SETTINGS.withLimit(Limit.NESTING, 500), Codecs.json(Offer.class).withSettings(own));
        assertRefused(() -> offers.encode(Offer.nested(9))).isEqualTo(Reason.TOO_LARGE);
    }

    /** Finds one class anew, as the class loader of a web application does that has its own copy. */
    private static final class WithItsOwnCircle extends ClassLoader {

        WithItsOwnCircle() {
            super(ConfiguredCodecTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !name.equals(Circle.class.getName())) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void classLoader_isThatOfTheManager_ifItKnowsTheType() {
        CodecSettings allowing = SETTINGS.withAllow(Circle.class.getName());
        byte[] bytes = in(allowing, Codecs.json(Outline.class), Outline.class).encode(new Circle(1));
        ClassLoader other = new WithItsOwnCircle();

        Codec<Outline> knowing = in(allowing.withClassLoader(other), Codecs.json(Outline.class), Outline.class);
        assertThat(knowing.decode(bytes).getClass().getClassLoader()).isSameAs(other);

        ClassLoader stranger = ClassLoader.getPlatformClassLoader();
        Codec<Outline> strange = in(allowing.withClassLoader(stranger), Codecs.json(Outline.class), Outline.class);
        assertThat(strange.decode(bytes)).isEqualTo(new Circle(1));
    }

    @Test
    void schemaVersionAndCompression_areThoseOfTheCache_whereTheCodecHasNone() {
        CodecSettings settings = SETTINGS.withSchemaVersion(7).withCompression(Compression.DEFLATE, 10);
        Codec<Offer> chosen = ValueCodecs.choose(Offer.class, settings.withFormat(ValueFormat.JSON))
                .codec();
        Offer offer = Offer.nested(20);

        for (Codec<Offer> own : List.of(Codecs.json(Offer.class), Codecs.compressed(Codecs.json(Offer.class)))) {
            Codec<Offer> codec = offers(settings, own);

            assertThat(codec.name()).isEqualTo("json+v7+deflate");
            assertThat(codec.encode(offer)).as("as by configuration alone").isEqualTo(chosen.encode(offer));
            assertThat(codec.decode(chosen.encode(offer))).isEqualTo(offer);
            byte[] earlier = own.encode(offer);
            assertRefused(() -> codec.decode(earlier)).isEqualTo(Reason.OTHER_VERSION);
        }
        assertThat(offers(settings, Codecs.versioned(Codecs.json(Offer.class), 7))
                        .encode(offer))
                .isEqualTo(chosen.encode(offer));
        Codec<String> users = in(settings, new Reversing(), String.class);
        assertThat(users.decode(users.encode("a".repeat(99)))).isEqualTo("a".repeat(99));
        assertThat(users.encode("a".repeat(99))).hasSizeLessThan(50);
    }

    @Test
    void compressionThreshold_ofTheCache_isThatOfACodecWithoutOne() {
        Offer offer = Offer.nested(20);
        CodecSettings late = SETTINGS.withCompression(Compression.NONE, 1_000_000);
        Codec<Offer> own = Codecs.compressed(Codecs.json(Offer.class));
        CodecSettings ownThreshold = SETTINGS.withCompression(Compression.DEFLATE, 10);

        Codec<Offer> withItsOwn = Codecs.compressed(Codecs.json(Offer.class), ownThreshold);
        assertThat(Shape.TEXT.fits(offers(late, own).encode(offer))).isTrue();
        assertThat(Shape.ENVELOPE.fits(offers(SETTINGS, own).encode(offer))).isTrue();
        assertThat(Shape.ENVELOPE.fits(offers(late, withItsOwn).encode(offer))).isTrue();
    }

    @Test
    void schemaVersionOfTheCodec_wins_andThatIsSaid() {
        CodecChoice<Offer> choice = ValueCodecs.configured(
                Codecs.versioned(Codecs.json(Offer.class), 2),
                Offer.class,
                SETTINGS.withSchemaVersion(7).withMigrateFrom(ValueFormat.JAVA));

        assertThat(choice.codec().name()).isEqualTo("json+v2");
        assertThat(choice.overruled()).containsExactly("schema-version", "migrate-from");
        assertThat(ValueCodecs.configured(Codecs.json(Offer.class), Offer.class, SETTINGS)
                        .overruled())
                .isEmpty();
    }

    @Test
    void migrateFrom_isRead_orRefusedWhereItCanNotBeTold() {
        ArrayList<String> value = new ArrayList<>(List.of("a"));
        @SuppressWarnings({"unchecked", "rawtypes"}) // as programs that cache lists have it
        Class<ArrayList<String>> type = (Class) ArrayList.class;
        byte[] former = Codecs.java(type, SETTINGS).encode(value);
        CodecSettings migrating = SETTINGS.withMigrateFrom(ValueFormat.JAVA);

        Codec<ArrayList<String>> codec = in(migrating, Codecs.json(new TypeRef<ArrayList<String>>() {}), type);

        assertThat(codec.decode(former)).isEqualTo(value);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        assertThat(codec.reads()).isEqualTo(Set.of("json", "java"));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> in(SETTINGS.withMigrateFrom(ValueFormat.STRING), new Reversing(), String.class))
                .withMessageContaining("can't be told apart");
        CodecChoice<ArrayList<String>> own = ValueCodecs.configured(
                Codecs.migrating(Codecs.cbor(new TypeRef<ArrayList<String>>() {}), Codecs.java(type, SETTINGS)),
                type,
                SETTINGS.withMigrateFrom(ValueFormat.JSON));
        assertThat(own.overruled()).containsExactly("migrate-from");
        assertThat(own.codec().decode(former)).isEqualTo(value);
    }

    /** Whatever a program composes reads in a cache what it reads by itself, and what its settings alone would write. */
    @Test
    void compositions_readWhatTheyReadByThemselves() {
        Codec<String> old = Codecs.versioned(new Reversing(), 2);
        Codec<String> packed = Codecs.compressed(new Reversing());
        String value = "b".repeat(2000);
        for (Codec<String> former : Arrays.asList(old, packed)) {
            Codec<String> own = Codecs.migrating(Codecs.json(String.class), former);

            assertThat(in(SETTINGS, own, String.class).decode(former.encode(value)))
                    .isEqualTo(value);
            for (CodecSettings set :
                    List.of(SETTINGS.withSchemaVersion(2), SETTINGS.withCompression(Compression.DEFLATE))) {
                assertThatExceptionOfType(CodecException.class)
                        .isThrownBy(() -> in(set, own, String.class))
                        .withMessageContaining("schema-version and compression can't be set");
            }
        }
        Codec<String> inner =
                Codecs.migrating(Codecs.compressed(Codecs.json(String.class)), Codecs.java(String.class, SETTINGS));
        assertThat(in(SETTINGS, inner, String.class).decode(inner.encode(value)))
                .isEqualTo(value);
        assertThat(in(SETTINGS, Codecs.json(String.class), String.class)
                        .decode(Codecs.compressed(Codecs.json(String.class)).encode(value)))
                .as("compression that was on before")
                .isEqualTo(value);
    }
}
