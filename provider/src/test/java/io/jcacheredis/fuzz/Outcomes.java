package io.jcacheredis.fuzz;

/** How often inputs were refused as they should be. */
final class Outcomes {

    private static long refused;

    private Outcomes() {}

    static void refuse() {
        refused++;
    }

    static long refused() {
        return refused;
    }
}
