package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.HostileTexts;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.store.Glob;
import io.jcacheredis.internal.store.KeyPattern;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Hostile key spaces as Redis itself matches them. */
class KeySpaceIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final int SPACES = 60;
    private static final int KEYS_OF_EACH = 8;
    private static final String[] PIECES = {
        "a", "b", "*", "?", "\\*", "\\?", "\\[", "\\\\", "[ab]", "[^a]", "[a-c:]", ":"
    };

    private final String own = "glob-" + UUID.randomUUID() + ":";
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Map<String, KeySpace> spaces = new TreeMap<>();
    // Compared as text of one character a byte, since arrays have no equals.
    private final Set<String> written = new TreeSet<>();
    private Jedis jedis;

    @BeforeEach
    void write() {
        jedis = new Jedis(redis.uri());
        String cache = "a";
        while (spaces.size() < SPACES) {
            cache = random.nextInt(4) == 0 ? HostileTexts.piece(random) : HostileTexts.mutate(cache, random);
            cache = cache.length() > 30 ? "b" : cache;
            KeySpace space = KeySpace.of(own, HostileTexts.wellFormed(cache));
            spaces.put(space.start(), space);
            for (int i = 0; i < KEYS_OF_EACH; i++) {
                write(KeySpace.join(space.startBytes(), (i + HostileTexts.piece(random)).getBytes(UTF_8)));
            }
            write(Arrays.copyOf(space.startBytes(), space.startBytes().length - 1));
        }
    }

    private void write(byte[] key) {
        jedis.set(key, new byte[0]);
        written.add(text(key));
    }

    @AfterEach
    void leaveNothing() {
        jedis.del(written.stream().map(KeySpaceIT::bytes).toArray(byte[][]::new));
        jedis.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private Set<String> scan(byte[] pattern) {
        Set<String> found = new TreeSet<>();
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            ScanResult<byte[]> page =
                    jedis.scan(cursor, new ScanParams().match(pattern).count(1_000));
            page.getResult().forEach(key -> found.add(text(key)));
            cursor = page.getCursorAsBytes();
        } while (!Arrays.equals(cursor, ScanParams.SCAN_POINTER_START_BINARY));
        return found;
    }

    private Set<String> those(Predicate<String> wanted) {
        return written.stream().filter(wanted).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void pattern_findsExactlyTheKeysOfTheSpace() {
        assertThat(written).hasSizeGreaterThan(300);
        for (KeySpace space : spaces.values()) {
            String start = text(space.startBytes());
            assertThat(scan(space.pattern(KeyPattern.ALL)))
                    .as("the keys of %s, with the seed %d", space, seed)
                    .isEqualTo(those(key -> key.startsWith(start)));
        }
    }

    /** Holds what the properties of key spaces take a pattern to mean. */
    @Test
    void glob_isWhatRedisMatches() {
        int matching = 0;
        for (int i = 0; i < 200; i++) {
            StringBuilder pattern = new StringBuilder(own);
            for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
                pattern.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] glob = pattern.append('*').toString().getBytes(UTF_8);
            Set<String> found = scan(glob);
            matching += found.isEmpty() ? 0 : 1;

            assertThat(found)
                    .as("those of %s, with the seed %d", pattern, seed)
                    .isEqualTo(those(key -> Glob.matches(glob, bytes(key))));
        }
        assertThat(matching).isGreaterThan(20);
    }
}
