package io.jcacheredis.codec;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Values at the edges of every type that has a text form. */
final class Samples {

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "RED";
            }
        }
    }

    private Samples() {}

    static List<Object> scalars() {
        LocalDateTime overlap = LocalDateTime.of(2026, 10, 25, 2, 30);
        ZoneId paris = ZoneId.of("Europe/Paris");
        return List.of(
                true,
                false,
                Byte.MIN_VALUE,
                Byte.MAX_VALUE,
                Short.MIN_VALUE,
                (short) 1,
                Integer.MIN_VALUE,
                1,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                1L,
                1f,
                0f,
                -0f,
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.MIN_VALUE,
                Float.MAX_VALUE,
                1.6777216E7f,
                Float.MIN_NORMAL,
                1d,
                0d,
                -0d,
                0.1,
                2e-3,
                Double.parseDouble("1e23"),
                Double.parseDouble("2e23"),
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Double.MAX_VALUE,
                9.007199254740992E15,
                'a',
                '\0',
                '\ud800',
                '\udfff',
                ',',
                '@',
                BigInteger.ZERO,
                BigInteger.TEN.pow(300).negate(),
                new BigDecimal("1.00"),
                new BigDecimal("1.0"),
                new BigDecimal("1E+2"),
                new BigDecimal("0E-10"),
                new BigDecimal("-123.4500"),
                new UUID(0, 0),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                URI.create("http://example.com/a?b=c#d"),
                URI.create("mailto:a@example.com"),
                URI.create(""),
                Currency.getInstance("EUR"),
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX,
                Instant.parse("2026-11-22T10:15:30.123456789Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDate.of(-1, 1, 1),
                LocalTime.MIDNIGHT,
                LocalTime.MAX,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                OffsetTime.MIN,
                OffsetTime.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                OffsetDateTime.parse("2026-11-22T10:15:30+05:30"),
                OffsetDateTime.parse("2026-11-22T10:15:30Z"),
                ZonedDateTime.ofLocal(overlap, paris, ZoneOffset.ofHours(1)),
                ZonedDateTime.ofLocal(overlap, paris, ZoneOffset.ofHours(2)),
                ZonedDateTime.of(overlap, ZoneOffset.UTC),
                ZonedDateTime.of(overlap, ZoneId.of("UTC")),
                ZonedDateTime.of(overlap, ZoneId.of("GMT+01:00")),
                ZonedDateTime.of(overlap, ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
                ZonedDateTime.of(LocalDateTime.of(123456, 1, 1, 0, 0), paris),
                ZoneOffset.UTC,
                ZoneOffset.MAX,
                Year.of(0),
                Year.of(2026),
                Year.of(10000),
                Year.of(Year.MIN_VALUE),
                YearMonth.of(2026, 11),
                YearMonth.of(12345, 1),
                YearMonth.of(-1, 12),
                MonthDay.of(2, 29),
                Duration.ZERO,
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofNanos(-1),
                Duration.ofSeconds(-1, 500),
                Period.ZERO,
                Period.of(-1, 14, 400),
                Color.RED,
                Color.GREEN,
                java.time.DayOfWeek.MONDAY,
                java.time.Month.JANUARY);
    }
}
