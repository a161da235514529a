package io.jcacheredis.internal.cache;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Which objects nobody can change, so that all callers may have the same one: those of classes of the JDK that are known for it, enum
 * constants, and records whose components are declared to be such objects. Others may be as immutable; from outside nobody can tell.
 */
final class Immutables {

    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            DayOfWeek.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            Month.class,
            MonthDay.class,
            OffsetDateTime.class,
            OffsetTime.class,
            Period.class,
            Year.class,
            YearMonth.class,
            ZoneOffset.class,
            ZonedDateTime.class);

    /** Keeps no class from being unloaded. */
    private static final ClassValue<Boolean> ANSWERS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type, new HashSet<>());
        }
    };

    private Immutables() {}

    /** Whether the object is one of them. */
    static boolean contain(Object object) {
        return object instanceof Enum<?> || ANSWERS.get(object.getClass());
    }

    /**
     * Whether objects of exactly that class are immutable. Of a component we believe its declaration, though a BigDecimal could be of a
     * class that inherits from it: only Java serialization makes such, of a class that was allowed.
     *
     * @param above what it is a part of: records can be made of each other
     */
    private static boolean isImmutable(Class<?> type, Set<Class<?>> above) {
        if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type)) {
            return true;
        }
        if (!type.isRecord()) {
            return false;
        }
        return !above.add(type)
                || Arrays.stream(type.getRecordComponents())
                        .allMatch(component -> isImmutable(component.getType(), above));
    }
}
