package io.jcacheredis.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Refuses to write what could not be read as it is: an {@code Optional} that is null, as null means empty, and an object
 * with the name of its class, where that is not allowed. Refuses to read {@linkplain CountedHashes what takes for ever}.
 */
final class ExactJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ExactJson(AllowList allowed) {
        super("jcache-redis");
        setSerializerModifier(new Modifier(allowed));
        setDeserializerModifier(new CountedHashes());
    }

    private static final class Modifier extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;
        private static final Set<JsonTypeInfo.Id> CLASS_NAMES =
                Set.of(JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS);

        private final transient AllowList allowed;

        Modifier(AllowList allowed) {
            this.allowed = allowed;
        }

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier description, List<BeanPropertyWriter> properties) {
            JsonTypeInfo.Value typeInfo =
                    config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, description.getClassInfo());
            if (typeInfo != null && CLASS_NAMES.contains(typeInfo.getIdType())) {
                allowed.require(description.getBeanClass().getName());
            }
            for (BeanPropertyWriter property : properties) {
                if (property.getType().hasRawClass(Optional.class)) {
                    property.assignNullSerializer(new Refusal(property.getName()));
                }
            }
            return properties;
        }
    }

    private static final class Refusal extends ValueSerializer<Object> {

        private final String property;

        Refusal(String property) {
            this.property = property;
        }

        @Override
        public void serialize(@Nullable Object value, JsonGenerator json, SerializationContext context) {
            throw new CodecException(
                    "the Optional " + property + " is null and would come back as empty; use Optional.empty()");
        }
    }
}
