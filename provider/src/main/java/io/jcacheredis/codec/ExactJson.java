package io.jcacheredis.codec;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Refuses what JSON would give back as something else: an {@code Optional} that is null, as null means empty. */
final class ExactJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ExactJson() {
        super("jcache-redis");
        setSerializerModifier(new NoNullOptionals());
    }

    private static final class NoNullOptionals extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier description, List<BeanPropertyWriter> properties) {
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
