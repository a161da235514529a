package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.HostileTexts;
import io.jcacheredis.internal.store.Glob;
import io.jcacheredis.internal.store.KeyPattern;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the Redis keys of caches, however prefix, cache and key are called. */
class KeySpacePropertiesTest {

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.texts();
    }

    private static byte[] redisKey(KeySpace space, String key) {
        return KeySpace.join(space.startBytes(), key.getBytes(UTF_8));
    }

    /** Of names without half of a character, which are refused. */
    private static KeySpace space(String prefix, String cache) {
        return KeySpace.of(HostileTexts.wellFormed(prefix), HostileTexts.wellFormed(cache));
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    @Property
    void pattern_matchesExactlyTheKeysOfTheSpace(
            @ForAll("texts") String prefix,
            @ForAll("texts") String cache,
            @ForAll("texts") String key,
            @ForAll long seed) {
        KeySpace space = space(prefix, cache);
        Random random = new Random(seed);
        byte[] redisKey = redisKey(space, key);

        assertThat(Glob.matches(space.pattern(KeyPattern.ALL), redisKey)).isTrue();
        assertThat(RedisEntryStore.entryKey(redisKey, space.startBytes().length))
                .isEqualTo(key.getBytes(UTF_8));
        for (int i = 0; i < 50; i++) {
            byte[] other = i % 2 == 0
                    ? mutate(redisKey, random)
                    : redisKey(space(HostileTexts.mutate(prefix, random), cache), key);
            assertThat(Glob.matches(space.pattern(KeyPattern.ALL), other))
                    .as(() -> new String(other, UTF_8))
                    .isEqualTo(startsWith(other, space.startBytes()));
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] mutated = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> mutated = Arrays.copyOf(bytes, at);
            case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> mutated[at] = (byte) "*?[]\\:^-".charAt(random.nextInt(8));
            default -> System.arraycopy(bytes, at, mutated, Math.min(at + 1, bytes.length), bytes.length - at - 1);
        }
        return mutated;
    }

    /** Two spaces, whose names are mostly made of the same text with the borders elsewhere. */
    @Property
    void overlaps_isWhetherARedisKeyCouldBelongToBoth(
            @ForAll("texts") String prefix,
            @ForAll("texts") String cache,
            @ForAll("texts") String key,
            @ForAll long seed) {
        KeySpace one = space(prefix, cache);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            KeySpace other = relative(prefix, cache, random);
            boolean overlaps = one.overlaps(other);

            assertThat(other.overlaps(one)).isEqualTo(overlaps);
            byte[] longer = one.startBytes().length > other.startBytes().length ? one.startBytes() : other.startBytes();
            if (overlaps) {
                assertThat(Glob.matches(one.pattern(KeyPattern.ALL), longer)
                                && Glob.matches(other.pattern(KeyPattern.ALL), longer))
                        .as("a key of both, in %s and %s", one, other)
                        .isTrue();
            } else {
                requireNoKeyOfBoth(one, other, key, random);
            }
        }
    }

    private static KeySpace relative(String prefix, String cache, Random random) {
        String whole = prefix + cache + ":" + HostileTexts.piece(random);
        int border = random.nextInt(whole.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> space(whole.substring(0, border), whole.substring(border));
            case 1 -> space(prefix, HostileTexts.mutate(cache, random));
            case 2 -> space(HostileTexts.mutate(prefix, random), cache);
            default -> space("", whole.substring(0, border));
        };
    }

    private static void requireNoKeyOfBoth(KeySpace one, KeySpace other, String key, Random random) {
        byte[] a = one.startBytes();
        byte[] b = other.startBytes();
        // All keys of one have another byte at that place than all of the other.
        assertThat(Arrays.mismatch(a, b)).isBetween(0, Math.min(a.length, b.length) - 1);
        String rest = other.start()
                .substring(Math.min(one.start().length(), other.start().length()));
        for (String mine : new String[] {key, rest + key, HostileTexts.piece(random)}) {
            assertThat(Glob.matches(other.pattern(KeyPattern.ALL), redisKey(one, mine)))
                    .isFalse();
            assertThat(redisKey(one, mine)).isNotEqualTo(redisKey(other, key));
        }
    }
}
