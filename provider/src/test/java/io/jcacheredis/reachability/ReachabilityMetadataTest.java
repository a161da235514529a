package io.jcacheredis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.codec.FrameworkObjects;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the provider's jar tells GraalVM: that it is in its format, and of things that exist. */
class ReachabilityMetadataTest {

    private static final ClassLoader LOADER = ReachabilityMetadataTest.class.getClassLoader();

    /** What we say of a class. The schema of GraalVM's also has "reason", which GraalVM 25 refuses. */
    private static final Set<String> OF_CLASS =
            Set.of("type", "methods", "fields", "allPublicMethods", "unsafeAllocated", "serializable");

    private static final int JDK_OF_VIRTUAL_THREADS = 21;

    private static Metadata metadata;

    @BeforeAll
    static void read() throws IOException {
        metadata = Metadata.read();
    }

    private static Stream<JsonNode> entries(String section) {
        return metadata.root().path(section).valueStream();
    }

    private static Stream<JsonNode> classes() {
        return entries("reflection").filter(entry -> entry.path("type").isString());
    }

    private static String type(JsonNode entry) {
        return entry.path("type").asString();
    }

    /** A class by its name as programs write it. */
    private static Optional<Class<?>> find(String name) {
        String element = name.replace("[]", "");
        try {
            Class<?> type = switch (element) {
                case "boolean" -> boolean.class;
                case "byte" -> byte.class;
                case "char" -> char.class;
                case "short" -> short.class;
                case "int" -> int.class;
                case "long" -> long.class;
                case "float" -> float.class;
                case "double" -> double.class;
                default -> Class.forName(element, false, LOADER);
            };
            for (int i = element.length(); i < name.length(); i += 2) {
                type = type.arrayType();
            }
            return Optional.of(type);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static List<String> signatures(Class<?> type) {
        List<Executable> all = new ArrayList<>(List.of(type.getDeclaredMethods()));
        all.addAll(List.of(type.getDeclaredConstructors()));
        return all.stream()
                .map(code -> (code instanceof Constructor ? "<init>" : code.getName())
                        + Arrays.stream(code.getParameterTypes())
                                .map(Class::getTypeName)
                                .collect(Collectors.joining(",", "(", ")")))
                .toList();
    }

    @Test
    void file_hasTheFormatOfGraalVm() {
        assertThat(metadata.root().propertyNames()).containsExactly("comment", "reflection", "resources");
        assertThat(entries("reflection")).allSatisfy(entry -> {
            assertThat(entry.propertyNames()).isSubsetOf(OF_CLASS).contains("type");
            JsonNode type = entry.path("type");
            assertThat(type.isString() || type.path("proxy").isArray())
                    .as("%s", type)
                    .isTrue();
            assertThat(entry.path("fields").valueStream())
                    .allSatisfy(field -> assertThat(field.propertyNames()).containsExactly("name"));
            assertThat(entry.path("methods").valueStream())
                    .allSatisfy(method -> assertThat(method.propertyNames()).containsExactly("name", "parameterTypes"));
        });
        assertThat(entries("resources"))
                .allSatisfy(entry -> assertThat(entry.propertyNames()).containsExactly("glob"));
    }

    @Test
    void everyClass_exists() {
        assertThat(classes().map(ReachabilityMetadataTest::type))
                .allSatisfy(name -> assertThat(find(name)).as(name).isPresent());
        assertThat(entries("reflection")
                        .flatMap(entry -> entry.path("type").path("proxy").valueStream()))
                .allSatisfy(name -> assertThat(find(name.asString()))
                        .hasValueSatisfying(type -> assertThat(type).isInterface()));
    }

    @Test
    void everyMember_exists() {
        classes().filter(entry -> isThereYet(type(entry))).forEach(entry -> {
            Class<?> type = find(type(entry)).orElseThrow();
            assertThat(signatures(type))
                    .as("%s", type)
                    .containsAll(entry.path("methods")
                            .valueStream()
                            .map(Metadata::signature)
                            .toList());
            assertThat(Arrays.stream(type.getDeclaredFields()).map(Field::getName))
                    .as("%s", type)
                    .containsAll(entry.path("fields")
                            .valueStream()
                            .map(field -> field.path("name").asString())
                            .toList());
        });
    }

    /** The provider asks threads for what older JDKs don't have. */
    private static boolean isThereYet(String type) {
        return !type.equals(Thread.class.getName()) || Runtime.version().feature() >= JDK_OF_VIRTUAL_THREADS;
    }

    @Test
    void whatIsSerialized_isSerializable() {
        assertThat(classes().filter(entry -> entry.path("serializable").asBoolean(false)))
                .allSatisfy(entry -> assertThat(Serializable.class)
                        .isAssignableFrom(find(type(entry)).orElseThrow()));
    }

    @Test
    void whatEveryCacheMayRead_isSerialized() {
        assertThat(FrameworkObjects.readable().stream()
                        .map(ReachabilityMetadataTest::find)
                        .flatMap(Optional::stream)
                        .filter(type -> Serializable.class.isAssignableFrom(type) && !type.isInterface())
                        .map(type -> new Access("serialized", type.getTypeName(), "", List.of(), "")))
                .hasSizeGreaterThan(100)
                .allMatch(metadata::allows);
    }

    @Test
    void everyScript_isAResource() throws IOException {
        Path folder = Path.of("src/main/resources");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(file -> folder.relativize(file).toString()).filter(file -> file.endsWith(".lua")))
                    .hasSizeGreaterThan(10)
                    .allMatch(script -> metadata.allows(new Access("resource", script, "", List.of(), "")));
        }
    }

    /** GraalVM reads the files of services itself; who names the provider needs its constructor. */
    @Test
    void provider_isAService_andCanBeNamed() {
        assertThat(ServiceLoader.load(CachingProvider.class, LOADER))
                .hasAtLeastOneElementOfType(RedisCachingProvider.class);
        assertThat(metadata.allows(
                        new Access("method", RedisCachingProvider.class.getName(), "<init>()", List.of(), "")))
                .isTrue();
    }
}
