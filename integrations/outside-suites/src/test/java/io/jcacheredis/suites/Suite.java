package io.jcacheredis.suites;

import java.util.List;
import java.util.Set;

/**
 * A suite, and what of it has to run.
 *
 * @param name of what is tested, after the product and its version
 * @param library the product; {@code suites.<library>} is the system property with its version
 * @param tests how many tests have to pass, which is all of them but those that are left out
 * @param leftOut the methods of tests that do nothing here, by their names
 * @param classes where the tests are, for whichever engine
 */
record Suite(String name, String library, int tests, Set<String> leftOut, List<Class<?>> classes) {

    Suite(String name, String library, int tests, Class<?>... classes) {
        this(name, library, tests, Set.of(), List.of(classes));
    }

    /** Product, version and what is tested. */
    String title() {
        return String.format(name, System.getProperty("suites." + library));
    }
}
