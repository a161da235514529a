package io.jcacheredis.internal.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A configuration file that is there.
 *
 * @param name a short one, for messages: {@code jcache-redis.yaml}
 */
record ConfigurationFile(String name, URL url, Form form) {

    /** More than anybody writes, and little enough to be read without a thought. */
    static final int LARGEST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a file is written in. */
    enum Form {
        YAML,
        JSON,
        PROPERTIES
    }

    /** The ends of the names of configuration files. */
    static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json", ".properties");

    /** The form of a file of that name; empty if it is no configuration file. */
    static Optional<Form> formOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(lower::endsWith).findFirst().map(ending -> switch (ending) {
            case ".json" -> Form.JSON;
            case ".properties" -> Form.PROPERTIES;
            default -> Form.YAML;
        });
    }

    /** What it says; nothing, and a problem, where it can't be read. */
    List<Given> read(Problems problems) {
        byte[] bytes;
        try {
            bytes = bytes();
        } catch (IOException e) {
            problems.add(name, "the file can't be read (" + e.getClass().getSimpleName() + ")");
            return List.of();
        }
        if (bytes.length > LARGEST) {
            problems.add(name, "the file has more than " + Sizes.spell(LARGEST));
            return List.of();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text, problems);
        } catch (CharacterCodingException e) {
            problems.add(name, "the file is not written in UTF-8");
            return List.of();
        }
    }

    private List<Given> read(String text, Problems problems) {
        return switch (form) {
            case YAML -> NestedText.readYaml(text, name, problems);
            case JSON -> NestedText.readJson(text, name, problems);
            case PROPERTIES -> PropertiesText.read(text, name, problems);
        };
    }

    private byte[] bytes() throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false); // a jar that was replaced, or that is to be deleted, must not be held open
        try (InputStream in = connection.getInputStream()) {
            return in.readNBytes(LARGEST + 1);
        }
    }
}
