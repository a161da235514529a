package io.jcacheredis.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Small programs that stand in for servers. */
final class Programs {

    private Programs() {}

    /** An executable shell script. */
    static Path script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", List.of(lines)) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** A script that answers {@code --version} as a server does and can do nothing else. */
    static Path server(Path file, String product, String version) throws IOException {
        return script(file, "echo '" + product + " server v=" + version + " sha=00000000:0 malloc=libc bits=64'");
    }
}
