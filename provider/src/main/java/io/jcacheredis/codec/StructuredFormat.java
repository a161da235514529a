package io.jcacheredis.codec;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TSFBuilder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** The two formats that have names and nesting. What they have in common is in {@link StructuredMappers}. */
enum StructuredFormat {
    /** RFC 8259, as UTF-8. */
    JSON("json", Shape.TEXT) {
        @Override
        MapperBuilder<?, ?> builder(CodecSettings settings) {
            JsonFactory factory = bounded(JsonFactory.builder(), settings)
                    .enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .addDecorator((json, generator) -> new ReadableNames(generator))
                    .build();
            return JsonMapper.builder(factory);
        }

        @Override
        void require(byte[] bytes, CodecSettings settings) {}
    },
    /** RFC 8949, with the self-describe tag. */
    CBOR("cbor", Shape.CBOR) {
        @Override
        MapperBuilder<?, ?> builder(CodecSettings settings) {
            CBORFactory factory = bounded(CBORFactory.builder(), settings)
                    .enable(CBORWriteFeature.WRITE_TYPE_HEADER)
                    .build();
            return CBORMapper.builder(factory);
        }

        @Override
        void require(byte[] bytes, CodecSettings settings) {
            CborItems.require(bytes, settings);
        }
    };

    private final String text;
    private final Shape shape;

    StructuredFormat(String text, Shape shape) {
        this.text = text;
        this.shape = shape;
    }

    /** A new builder, whose limits hold whatever is set on it. */
    abstract MapperBuilder<?, ?> builder(CodecSettings settings);

    /**
     * Looks over bytes that begin as they should, before they are read.
     *
     * @throws CodecException if a reader could not be given them without harm
     */
    abstract void require(byte[] bytes, CodecSettings settings);

    Shape shape() {
        return shape;
    }

    /** The name of the codec. */
    @Override
    public String toString() {
        return text;
    }

    private static <B extends TSFBuilder<?, B>> B bounded(B factory, CodecSettings settings) {
        int nesting = settings.limit(Limit.NESTING);
        return factory.streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(nesting)
                        .maxTokenCount(settings.limit(Limit.ELEMENTS))
                        .maxNumberLength(settings.limit(Limit.NUMBER_LENGTH))
                        .maxStringLength(settings.limit(Limit.STRING_LENGTH))
                        .maxNameLength(settings.limit(Limit.NAME_LENGTH))
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(nesting)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }
}
