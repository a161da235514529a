package io.jcacheredis.fuzz;

import java.util.List;

/** All targets in one JVM, as it takes longer to start than to try all seeds. The first byte chooses the target. */
public final class AllFuzz {

    private static final List<FuzzTarget> TARGETS = FuzzTarget.each();

    private AllFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        input.choose(TARGETS).run(input.rest());
    }
}
