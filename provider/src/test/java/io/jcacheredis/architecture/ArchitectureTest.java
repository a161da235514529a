package io.jcacheredis.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaConstructor.CONSTRUCTOR_NAME;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.jcacheredis.RedisCachingProvider;
import java.util.Set;
import javax.cache.CacheException;
import redis.clients.jedis.CommandArguments;

/** The structure of the provider, as far as it shows in class files. What shows in sources only is {@link SourceTest}'s. */
@AnalyzeClasses(locations = ArchitectureTest.Provider.class)
class ArchitectureTest {

    /** What the provider's jar holds: the embedded Redis and the tests have packages of the same name. */
    static final class Provider implements LocationProvider {

        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(RedisCachingProvider.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()));
        }
    }

    private static final String ROOT = "io.jcacheredis";
    private static final String INTERNAL = ROOT + ".internal.";

    /**
     * Downwards: a package knows those below it, and of the manager, which wires everything, only the provider knows. The
     * two public packages {@code api} and {@code invalidation} know each other: a manager has an invalidator, whose
     * strategies get the manager.
     */
    @ArchTest
    static final ArchRule dependenciesPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("manager")
            .definedBy(INTERNAL + "manager")
            .layer("cache")
            .definedBy(INTERNAL + "cache")
            .layer("expiry")
            .definedBy(INTERNAL + "expiry")
            .layer("event")
            .definedBy(INTERNAL + "event")
            .layer("integration")
            .definedBy(INTERNAL + "integration")
            .layer("management")
            .definedBy(INTERNAL + "management")
            .layer("configuration")
            .definedBy(INTERNAL + "configuration")
            .layer("store")
            .definedBy(INTERNAL + "store")
            .layer("redis")
            .definedBy(INTERNAL + "store.redis")
            .layer("feed")
            .definedBy(INTERNAL + "feed")
            .layer("registry")
            .definedBy(INTERNAL + "registry")
            .layer("failure")
            .definedBy(INTERNAL + "failure")
            .layer("near")
            .definedBy(INTERNAL + "near..")
            .layer("source")
            .definedBy(INTERNAL + "source")
            .layer("connection")
            .definedBy(INTERNAL + "connection..")
            .layer("codec")
            .definedBy(ROOT + ".codec")
            .layer("invalidation")
            .definedBy(ROOT + ".invalidation")
            .layer("observation")
            .definedBy(INTERNAL + "observation")
            .layer("micrometer")
            .definedBy(ROOT + ".micrometer")
            .layer("api")
            .definedBy(ROOT)
            .whereLayer("manager")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("cache")
            .mayOnlyBeAccessedByLayers("manager")
            .whereLayer("expiry")
            .mayOnlyBeAccessedByLayers("manager", "cache")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("manager", "cache")
            .whereLayer("integration")
            .mayOnlyBeAccessedByLayers("manager", "cache")
            .whereLayer("management")
            .mayOnlyBeAccessedByLayers("manager", "cache")
            .whereLayer("configuration")
            .mayOnlyBeAccessedByLayers("manager")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers(
                    "manager",
                    "cache",
                    "expiry",
                    "event",
                    "registry",
                    "redis",
                    "failure",
                    "near",
                    "observation",
                    "configuration",
                    "invalidation",
                    "api")
            .whereLayer("observation")
            .mayOnlyBeAccessedByLayers("manager", "cache", "management")
            .whereLayer("micrometer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("near")
            .mayOnlyBeAccessedByLayers("manager")
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers("manager")
            .whereLayer("feed")
            .mayOnlyBeAccessedByLayers("manager", "source")
            .whereLayer("redis")
            .mayOnlyBeAccessedByLayers("manager", "configuration", "registry", "near")
            .whereLayer("failure")
            .mayOnlyBeAccessedByLayers("manager")
            .whereLayer("source")
            .mayOnlyBeAccessedByLayers("manager", "configuration")
            .whereLayer("connection")
            .mayOnlyBeAccessedByLayers(
                    "manager", "configuration", "registry", "feed", "redis", "near", "management", "source")
            .whereLayer("codec")
            .mayOnlyBeAccessedByLayers("api", "manager", "configuration", "cache")
            .whereLayer("invalidation")
            .mayOnlyBeAccessedByLayers("api", "manager", "configuration", "source")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers(
                    "manager",
                    "configuration",
                    "cache",
                    "event",
                    "management",
                    "connection",
                    "failure",
                    "invalidation",
                    "observation",
                    "micrometer");

    /**
     * The provider's class is where users come in; that the manager implements and uses the types beside it is no cycle.
     */
    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching(INTERNAL + "(**)")
            .as("internal packages")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheProviderKnowsTheManager = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "manager")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".RedisCachingProvider")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL + "manager");

    @ArchTest
    static final ArchRule onlyTheRedisSideKnowsJedis = noClasses()
            .that()
            .resideOutsideOfPackages(
                    INTERNAL + "registry",
                    INTERNAL + "feed",
                    INTERNAL + "store.redis",
                    INTERNAL + "near.redis",
                    INTERNAL + "source",
                    INTERNAL + "connection..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("redis.clients..");

    /** In what else is used of it, Jedis 7, which Spring Boot brings, is as Jedis 8. */
    @ArchTest
    static final ArchRule onlyOneClassLooksIntoCommandsOfJedis = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(INTERNAL + "connection.Commands")
            .should()
            .callMethod(CommandArguments.class, "getKeys")
            .orShould()
            .callMethod(CommandArguments.class, "get", int.class);

    /** Beside them, one class reads the events that others write. */
    @ArchTest
    static final ArchRule onlyCodecsAndTheConfigurationKnowJackson = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".codec", INTERNAL + "configuration")
            .and()
            .haveNameNotMatching(ROOT + "\\.invalidation\\.JsonEvent(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml..");

    /** It is optional: a program without it must not have to load a class that needs it. */
    @ArchTest
    static final ArchRule onlyThePackageForItKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule micrometerIsToldWhatIsPublic = noClasses()
            .that()
            .resideInAPackage(ROOT + ".micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".internal..");

    @ArchTest
    static final ArchRule onlyManagementKnowsJmx = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "management")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.management..");

    @ArchTest
    static final ArchRule publicApiShowsNothingInternal = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(ROOT, ROOT + ".codec", ROOT + ".invalidation", ROOT + ".micrometer")
            .and()
            .arePublic()
            .should()
            .notHaveRawReturnType(resideInAPackage(ROOT + ".internal.."));

    /** Redis alone decides what has expired: the clock of a JVM may be wrong. Measuring is done by nanoTime. */
    @ArchTest
    static final ArchRule nobodyAsksTheClockOfTheJvm = noClasses()
            .should()
            .accessTargetWhere(describe("it tells the time of the machine", ArchitectureTest::asksTheClock));

    /** Calls and references to methods: what gives the time, and what gives a clock of the machine. */
    private static boolean asksTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        if (owner.startsWith("java.time.")) {
            return name.equals("now") || name.startsWith("system") || name.matches("tick(Millis|Seconds|Minutes)");
        }
        return access instanceof JavaCodeUnitAccess<?> call && asksTheOldClock(owner, name, call.getTarget());
    }

    private static boolean asksTheOldClock(String owner, String name, CodeUnitAccessTarget target) {
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.util.Date" ->
                name.equals(CONSTRUCTOR_NAME) && target.getRawParameterTypes().isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            case "java.util.GregorianCalendar" -> name.equals(CONSTRUCTOR_NAME);
            default -> false;
        };
    }

    /** A virtual thread that waits in a synchronized block holds its carrier. */
    @ArchTest
    static final ArchRule noMethodIsSynchronized = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule loggingIsSlf4js = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nobodyPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule stateIsNeverStatic =
            fields().that().areStatic().should().beFinal();

    /** Those that are not public stay in their package: the connections translate them. */
    @ArchTest
    static final ArchRule exceptionsAreThoseOfJCache = classes()
            .that()
            .arePublic()
            .and()
            .areAssignableTo(RuntimeException.class)
            .should()
            .beAssignableTo(CacheException.class);
}
