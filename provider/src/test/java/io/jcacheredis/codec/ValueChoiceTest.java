package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueChoiceTest {

    private static final CodecSettings SETTINGS = CodecSettings.defaults(ValueChoiceTest.class.getClassLoader());

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grün";
            }
        }
    }

    enum Renamed {
        @JsonProperty("a")
        A
    }

    record Empty() {}

    record Point(int x, int y) {}

    record Scalars(String s, Long l, double d, BigDecimal b, UUID u, URI uri, Instant i, ZonedDateTime z, Color c) {}

    record Tree(String name, List<Tree> children) {}

    record Pair<A, B>(A first, B second) {}

    record Box<T extends Point>(T content) {}

    record Grow<T>(Grow<List<T>> next) {}

    record Deep(Map<String, List<Pair<Set<Color>, Optional<Point>>>> deep) {}

    record OfPair(Pair<String, List<Point>> pair) {}

    record MaybePoint(Optional<Point> point) {}

    record OfFinalBound(List<? extends Point> points) {}

    record OfObject(Object o) {}

    record OfRawList(@SuppressWarnings("rawtypes") List list) {}

    record OfOpenPair(Pair<String, ?> pair) {}

    @SuppressWarnings("ArrayRecordComponent") // What is tested.
    record OfArray(byte[] bytes) {}

    record OfObjects(List<int[]> arrays) {}

    record OfCollection(Collection<String> strings) {}

    record OfSortedSet(SortedSet<String> strings) {}

    record OfArrayList(ArrayList<String> strings) {}

    record OfNumber(Number n) {}

    record OfDate(Date d) {}

    record OfOptionals(List<Optional<String>> optionals) {}

    record OfNestedOptional(Optional<Optional<String>> optional) {}

    record OfPointMap(Map<Point, String> map) {}

    record OfDoubleMap(Map<Double, String> map) {}

    record OfClass(Class<?> type) {}

    record OfBean(Bean bean) {}

    record OfRenamedEnum(Renamed e) {}

    record Ignoring(String a, @JsonIgnore String b) {}

    record IgnoringMethod(String a) {
        @JsonIgnore
        boolean isEmpty() {
            return a.isEmpty();
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Including(String a) {}

    record Creating(String a) {
        @JsonCreator
        static Creating of(String a) {
            return new Creating(a);
        }
    }

    interface Named {
        @JsonProperty("n")
        String name();
    }

    record OfInterface(String name) implements Named {}

    record OfSuspect(List<Ignoring> list) {}

    static class Bean implements Serializable {
        private static final long serialVersionUID = 1L;
        String name = "";
    }

    sealed interface Shape permits Circle {}

    record Circle(double radius) implements Shape {}

    record OfShape(Shape shape) {}

    static Stream<Arguments> types() {
        return Stream.of(
                of(String.class, "string"),
                of(byte[].class, "bytes"),
                of(Integer.class, "text"),
                of(Long.class, "text"),
                of(Byte.class, "text"),
                of(Short.class, "text"),
                of(Float.class, "text"),
                of(Double.class, "text"),
                of(Boolean.class, "text"),
                of(Character.class, "text"),
                of(BigInteger.class, "text"),
                of(BigDecimal.class, "text"),
                of(UUID.class, "text"),
                of(URI.class, "text"),
                of(Instant.class, "text"),
                of(Duration.class, "text"),
                of(ZonedDateTime.class, "text"),
                of(Color.class, "text"),
                of(Renamed.class, "text"),
                of(Empty.class, "json"),
                of(Point.class, "json"),
                of(Scalars.class, "json"),
                of(Tree.class, "json"),
                of(Deep.class, "json"),
                of(OfPair.class, "json"),
                of(Box.class, "json"),
                of(MaybePoint.class, "json"),
                of(OfFinalBound.class, "json"),
                of(Circle.class, "json"),
                of(Object.class, "java"),
                of(Serializable.class, "java"),
                of(Number.class, "java"),
                of(Date.class, "java"),
                of(List.class, "java"),
                of(Map.class, "java"),
                of(HashMap.class, "java"),
                of(Optional.class, "java"),
                of(int[].class, "java"),
                of(String[].class, "java"),
                of(Bean.class, "java"),
                of(Pair.class, "java"),
                of(Grow.class, "java"),
                of(OfObject.class, "java"),
                of(OfRawList.class, "java"),
                of(OfOpenPair.class, "java"),
                of(OfArray.class, "java"),
                of(OfObjects.class, "java"),
                of(OfCollection.class, "java"),
                of(OfSortedSet.class, "java"),
                of(OfArrayList.class, "java"),
                of(OfNumber.class, "java"),
                of(OfDate.class, "java"),
                of(OfOptionals.class, "java"),
                of(OfNestedOptional.class, "java"),
                of(OfPointMap.class, "java"),
                of(OfDoubleMap.class, "java"),
                of(OfClass.class, "java"),
                of(OfBean.class, "java"),
                of(OfRenamedEnum.class, "java"),
                of(Ignoring.class, "java"),
                of(IgnoringMethod.class, "java"),
                of(Including.class, "java"),
                of(Creating.class, "java"),
                of(OfInterface.class, "java"),
                of(OfSuspect.class, "java"),
                of(Shape.class, "java"),
                of(OfShape.class, "java"));
    }

    private static Arguments of(Class<?> type, String codec) {
        return Arguments.of(type, codec);
    }

    @ParameterizedTest
    @MethodSource("types")
    void auto_choosesByDeclaredType(Class<?> type, String expected) {
        CodecChoice<?> choice = ValueCodecs.choose(type, SETTINGS);

        assertThat(choice.codec().name()).as(choice.reason()).isEqualTo(expected);
        assertThat(choice.reason()).startsWith(expected + ": ");
    }

    @Test
    void auto_saysWhichPartIsNotProven() {
        assertThat(ValueCodecs.choose(OfNumber.class, SETTINGS).reason())
                .isEqualTo("java: component n of " + OfNumber.class.getName() + " has the type java.lang.Number");
        assertThat(ValueCodecs.choose(OfSuspect.class, SETTINGS).reason())
                .isEqualTo("java: " + Ignoring.class.getName() + " has the annotation @JsonIgnore");
        assertThat(ValueCodecs.choose(Bean.class, SETTINGS).reason())
                .isEqualTo("java: " + Bean.class.getName() + " is not a record");
        assertThat(ValueCodecs.choose(Object.class, SETTINGS).reason()).isEqualTo("java: no type is declared");
    }

    @ParameterizedTest
    @EnumSource
    void configuredFormat_thatCannotHoldTheType_isRefused(ValueFormat format) {
        CodecSettings settings = SETTINGS.withFormat(format);
        switch (format) {
            case AUTO, JAVA ->
                assertThat(ValueCodecs.choose(Object.class, settings).codec().name())
                        .isEqualTo("java");
            case JSON, CBOR ->
                assertThatThrownBy(() -> ValueCodecs.choose(Object.class, settings))
                        .isInstanceOf(CodecException.class);
            case STRING, BYTES, TEXT ->
                assertThatThrownBy(() -> ValueCodecs.choose(Bean.class, settings))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining(Bean.class.getName());
        }
    }

    @Test
    void formatByName_ofUnknownName_saysWhichThereAre() {
        assertThat(ValueFormat.of(" Json")).isEqualTo(ValueFormat.JSON);
        assertThatThrownBy(() -> ValueFormat.of("kryo"))
                .hasMessage("unknown codec \"kryo\"; known are auto, json, cbor, java, string, bytes, text");
    }

    record Growing<T>(Growing<List<T>> next) {}

    record AnnotatedParameter(String a) {
        AnnotatedParameter(@JsonProperty("b") int b) {
            this("" + b);
        }
    }

    @JacksonAnnotationsInside
    @JsonIgnore
    @Retention(RetentionPolicy.RUNTIME)
    @interface Hidden {}

    record Bundled(String a, @Hidden String b) {}

    @ParameterizedTest
    @MethodSource("objections")
    void auto_saysWhatIsInTheWay(Class<?> type, String objection) {
        assertThat(ValueCodecs.choose(type, SETTINGS).reason())
                .startsWith("java: ")
                .endsWith(objection);
    }

    static Stream<Arguments> objections() {
        return Stream.of(
                of(Growing.class, " is nested too deeply"),
                of(AnnotatedParameter.class, AnnotatedParameter.class.getName() + " has the annotation @JsonProperty"),
                of(Bundled.class, Bundled.class.getName() + " has the annotation @Hidden"));
    }
}
