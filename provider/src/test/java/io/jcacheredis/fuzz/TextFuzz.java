package io.jcacheredis.fuzz;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Plain text of every type that has one, as a value and as a key. The first byte chooses the type. */
public final class TextFuzz {

    /** In the order of the seeds' first byte: add at the end. */
    static final List<Class<?>> TYPES = List.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Currency.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            ZoneOffset.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Duration.class,
            Period.class,
            Date.class,
            Model.Color.class);

    private record Both<T>(Codec<T> value, KeyCodec<T> key) {

        static <T> Both<T> of(Class<T> type) {
            return new Both<>(
                    Codecs.text(type), KeyCodecs.choose(type, CodecSettings.defaults(TextFuzz.class.getClassLoader())));
        }

        void check(Input input) {
            Decoding.check(value, input.rest(), Object::equals);
            Decoding.check(key, input.text());
        }
    }

    private static final List<? extends Both<?>> CODECS =
            TYPES.stream().map(Both::of).toList();

    private TextFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        Both<?> codecs = CODECS.get(input.choose(CODECS.size()));
        Bounds.check(bytes.length, () -> codecs.check(input));
    }
}
