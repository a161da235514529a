package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Tells which version this is, and on which JVM it runs. Asks Redis nothing. */
@Command(name = "version", description = "Tell which version this is.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

    private final @Nullable RootCommand root;

    /** For {@code --version}. */
    VersionCommand() {
        this(null);
    }

    VersionCommand(@Nullable RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (root != null && root.json()) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("version", version());
            fields.put("java", Runtime.version().toString());
            root.output().json(fields);
        } else if (root != null) {
            root.output().line(getVersion()[0]);
        }
        return ExitStatus.FINE.code();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"jcache-redis " + version() + " (Java " + Runtime.version() + ")"};
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in =
                VersionCommand.class.getResourceAsStream("/io/jcacheredis/commandline/version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own version can't be read", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
