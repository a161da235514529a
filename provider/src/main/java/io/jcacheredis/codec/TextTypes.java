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
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of types with a readable text. Equal values have equal text, in every JVM. */
final class TextTypes {

    private static final int MAX_DIGITS = 10_000;

    private static final List<TextType<?>> ALL = List.of(
            new TextType<>(String.class, "str", Utf8::requireWellFormed, Utf8::requireWellFormed),
            new TextType<>(Boolean.class, "bool", String::valueOf, TextTypes::readBoolean),
            new TextType<>(Byte.class, "byte", String::valueOf, Byte::valueOf),
            new TextType<>(Short.class, "short", String::valueOf, Short::valueOf),
            new TextType<>(Integer.class, "int", String::valueOf, Integer::valueOf),
            new TextType<>(Long.class, "long", String::valueOf, Long::valueOf),
            new TextType<>(Float.class, "float", Decimals::text, Float::valueOf),
            new TextType<>(Double.class, "double", Decimals::text, Double::valueOf),
            new TextType<>(Character.class, "char", TextTypes::writeCharacter, TextTypes::readCharacter),
            new TextType<>(
                    BigInteger.class, "bigint", n -> bounded(n.toString()), text -> new BigInteger(bounded(text))),
            new TextType<>(
                    BigDecimal.class, "decimal", n -> bounded(n.toString()), text -> new BigDecimal(bounded(text))),
            new TextType<>(UUID.class, "uuid", UUID::toString, UUID::fromString),
            new TextType<>(URI.class, "uri", UriText::of, URI::create),
            new TextType<>(Currency.class, "currency", Currency::getCurrencyCode, Currency::getInstance),
            new TextType<>(Instant.class, "instant", Instant::toString, Instant::parse),
            new TextType<>(LocalDate.class, "localdate", LocalDate::toString, LocalDate::parse),
            new TextType<>(LocalTime.class, "localtime", LocalTime::toString, LocalTime::parse),
            new TextType<>(LocalDateTime.class, "localdatetime", LocalDateTime::toString, LocalDateTime::parse),
            new TextType<>(OffsetTime.class, "offsettime", OffsetTime::toString, OffsetTime::parse),
            new TextType<>(OffsetDateTime.class, "offsetdatetime", OffsetDateTime::toString, OffsetDateTime::parse),
            new TextType<>(ZonedDateTime.class, "zoneddatetime", TextTypes::writeZoned, TextTypes::readZoned),
            new TextType<>(ZoneOffset.class, "zoneoffset", ZoneOffset::getId, ZoneOffset::of),
            new TextType<>(Year.class, "year", Year::toString, text -> Year.of(Integer.parseInt(text))),
            new TextType<>(YearMonth.class, "yearmonth", TextTypes::writeYearMonth, TextTypes::readYearMonth),
            new TextType<>(MonthDay.class, "monthday", MonthDay::toString, MonthDay::parse),
            new TextType<>(Duration.class, "duration", Duration::toString, Duration::parse),
            new TextType<>(Period.class, "period", Period::toString, Period::parse),
            new TextType<>(
                    Date.class, "date", date -> date.toInstant().toString(), text -> Date.from(Instant.parse(text))));

    private static final Map<Class<?>, TextType<?>> BY_CLASS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(TextType::type, Function.identity()));
    private static final Map<String, TextType<?>> BY_TAG =
            ALL.stream().collect(Collectors.toUnmodifiableMap(TextType::tag, Function.identity()));

    private TextTypes() {}

    /** The text form of exactly this class, also of an enum; {@code null} if it has none. */
    @SuppressWarnings("unchecked") // The table maps each class to its own type.
    static <T> @Nullable TextType<T> of(Class<T> type) {
        return type.isEnum() ? (TextType<T>) ofEnum(type.asSubclass(Enum.class)) : (TextType<T>) BY_CLASS.get(type);
    }

    static @Nullable TextType<?> ofTag(String tag) {
        return BY_TAG.get(tag);
    }

    /** An enum by its constants' names, whatever their {@code toString} says. */
    static <E extends Enum<E>> TextType<E> ofEnum(Class<E> type) {
        return new TextType<>(type, "enum", Enum::name, name -> Enum.valueOf(type, name));
    }

    // Reading a number takes time by the square of its digits.
    private static String bounded(String digits) {
        if (digits.length() > MAX_DIGITS) {
            throw new CodecException(
                    CodecException.Reason.TOO_LARGE, "a number of more than " + MAX_DIGITS + " digits");
        }
        return digits;
    }

    private static Boolean readBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static String writeCharacter(Character c) {
        return Character.isSurrogate(c) ? String.format("\\u%04X", (int) c) : c.toString();
    }

    private static Character readCharacter(String text) {
        if (text.length() == 1) {
            return text.charAt(0);
        }
        if (!text.startsWith("\\u")) {
            throw new IllegalArgumentException();
        }
        return (char) Integer.parseInt(text, 2, text.length(), 16);
    }

    private static String writeZoned(ZonedDateTime time) {
        return time.toOffsetDateTime() + "[" + time.getZone().getId() + "]";
    }

    private static ZonedDateTime readZoned(String text) {
        int bracket = text.indexOf('[');
        OffsetDateTime time = OffsetDateTime.parse(text.substring(0, bracket));
        ZoneId zone = ZoneId.of(text.substring(bracket + 1, text.length() - 1));
        return ZonedDateTime.ofInstant(time.toLocalDateTime(), time.getOffset(), zone);
    }

    // YearMonth.toString leaves out the sign that its own parser wants after the year 9999.
    private static String writeYearMonth(YearMonth month) {
        String firstDay = month.atDay(1).toString();
        return firstDay.substring(0, firstDay.length() - "-01".length());
    }

    private static YearMonth readYearMonth(String text) {
        return YearMonth.from(LocalDate.parse(text + "-01"));
    }
}
