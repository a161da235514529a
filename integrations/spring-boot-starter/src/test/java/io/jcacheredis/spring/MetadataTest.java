package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What IDEs complete settings by is up to date. What it should be is written to {@code target}. */
class MetadataTest {

    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final JsonNode schema = Metadata.schema();

    @Test
    void file_isOfTheSchema() throws IOException {
        Path generated = Path.of("target", FILE.getFileName().toString());
        Files.createDirectories(generated.getParent());
        Files.writeString(generated, JSON.writeValueAsString(Metadata.of(schema)) + "\n");

        assertThat(JSON.readTree(Files.readString(FILE)))
                .as("%s differs from docs/jcache-redis.schema.json; to regenerate it: cp %s %s", FILE, generated, FILE)
                .isEqualTo(JSON.readTree(Files.readString(generated)));
    }

    @Test
    void settingsOfACache_arePropertiesOfItsBean() throws IntrospectionException {
        requireSame(schema.at("/$defs/cache"), DeclaredCache.class);
    }

    @Test
    void settingsOfARule_arePropertiesOfItsBean() throws IntrospectionException {
        requireSame(schema.at("/$defs/rule"), DeclaredRule.class);
    }

    @Test
    void settingsOfAListener_arePropertiesOfItsBean() throws IntrospectionException {
        requireSame(schema.at("/$defs/listener"), DeclaredListener.class);
    }

    @Test
    void propertiesOfTheStarter_areNoSettingsOfTheProvider() {
        assertThat(schema.at("/properties/jcache/properties/redis/properties").has("spring"))
                .isFalse();
    }

    private static void requireSame(JsonNode settings, Class<?> bean) throws IntrospectionException {
        Set<String> names = new TreeSet<>(settings.get("properties").propertyNames());
        names.remove("class"); // no bean can have it
        Set<String> properties = new TreeSet<>();
        for (PropertyDescriptor property :
                Introspector.getBeanInfo(bean, Object.class).getPropertyDescriptors()) {
            properties.add(kebab(property.getName()));
            requireSameValues(settings.at("/properties/" + kebab(property.getName())), property.getPropertyType());
        }
        assertThat(properties).isEqualTo(names);
    }

    private static void requireSameValues(JsonNode setting, Class<?> type) throws IntrospectionException {
        if (type.isEnum()) {
            assertThat(setting.at("/anyOf/0/enum").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getEnumConstants())
                            .map(value -> value.toString().toLowerCase(Locale.ROOT))
                            .toList());
        } else if (setting.has("properties") && !type.getName().startsWith("java.")) {
            requireSame(setting, type);
        }
    }

    private static String kebab(String name) {
        return Arrays.stream(name.split("(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }

    @Test
    void everySettingOfTheProvider_isDescribed() {
        JsonNode metadata = JSON.valueToTree(Metadata.of(schema));

        assertThat(StreamSupport.stream(metadata.get("properties").spliterator(), false)
                        .filter(property ->
                                property.get("description").asString().isEmpty()))
                .isEmpty();
    }
}
