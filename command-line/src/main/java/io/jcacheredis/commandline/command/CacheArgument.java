package io.jcacheredis.commandline.command;

import picocli.CommandLine.Parameters;

/** The cache that a command is for. */
final class CacheArgument {

    @Parameters(index = "0", paramLabel = "CACHE", description = "The name of the cache.")
    private String name = "";

    String name() {
        return name;
    }
}
