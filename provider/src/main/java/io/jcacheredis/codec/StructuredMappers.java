package io.jcacheredis.codec;

import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;

/** How Jackson is set up: exact in both directions, bounded, and without any way to name a class that is not allowed. */
final class StructuredMappers {

    private StructuredMappers() {}

    /**
     * A mapper for one cache.
     *
     * @param exact whether every property must be there, as all are that this codec wrote: a missing one tells of
     *     another version of the class
     * @param customizer changes what it likes, but for what keeps values from naming classes
     */
    static ObjectMapper create(
            StructuredFormat format,
            boolean exact,
            AllowList allowed,
            CodecSettings settings,
            Consumer<MapperBuilder<?, ?>> customizer) {
        MapperBuilder<?, ?> builder = format.builder(settings);
        AllowedClasses classes = new AllowedClasses(allowed, settings.classLoader());
        builder.typeFactory(classes);
        builder.addModule(new ExactJson(allowed))
                .addModule(new LiteralAddresses())
                .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, exact);
        setStructure(builder);
        setValues(builder);
        customizer.accept(builder);
        protect(builder, classes);
        return builder.build();
    }

    private static void setStructure(MapperBuilder<?, ?> builder) {
        builder.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_UNEXPECTED_VIEW_PROPERTIES,
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY, MapperFeature.DEFAULT_VIEW_INCLUSION);
    }

    private static void setValues(MapperBuilder<?, ?> builder) {
        builder.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                        DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
                        DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    }

    /** Last, as no customizer may undo it. The limits are in the factory, which a builder can't change. */
    private static void protect(MapperBuilder<?, ?> builder, AllowedClasses classes) {
        if (!(builder.typeFactory() instanceof AllowedClasses)) {
            throw new IllegalArgumentException(
                    "the type factory of the mapper was replaced, which finds only classes that are allowed: add "
                            + "to it, by builder.typeFactory(builder.typeFactory().withModifier(...))");
        }
        builder.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .deactivateDefaultTyping()
                .polymorphicTypeValidator(classes.validator());
    }
}
