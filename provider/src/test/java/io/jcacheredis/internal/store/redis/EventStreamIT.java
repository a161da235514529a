package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.redis.EventStream.Page;
import io.jcacheredis.internal.store.redis.EventStream.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** Positions in a stream, and how many events before the next ones are gone, whatever happened to it. */
class EventStreamIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final KeySpace space = KeySpace.of("jcache:test:", "events-" + UUID.randomUUID());
    private final Publication publication = Publication.durable(space, 0, 100, () -> {});
    private RedisConnections connections;
    private UnifiedJedis jedis;
    private EventStream stream;
    private int added;

    @BeforeEach
    void connect() {
        connections = TestConnections.open(RedisAddress.parse(redis.uri().toString()), Duration.ofSeconds(10));
        jedis = RedisClient.create(redis.uri());
        stream = new EventStream(space, publication, null, connections);
    }

    @AfterEach
    void disconnect() {
        stream.remove();
        connections.close();
        jedis.close();
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            jedis.xadd(publication.channelName(), XAddParams.xAddParams(), Map.of("e", "event " + added++));
        }
    }

    private static List<String> texts(Page page) {
        return page.events().stream()
                .map(event -> new String(event.message(), UTF_8))
                .toList();
    }

    /** Within the same millisecond, what is made anew begins before what was there. */
    private void awaitTimeAfter(Position position) {
        long millis = Long.parseLong(position.id().split("-", -1)[0]);
        await().pollInterval(Duration.ofMillis(1)).until(() -> now() > millis);
    }

    private long now() {
        byte[] id =
                jedis.xadd(bytes("jcache:test:now"), XAddParams.xAddParams().maxLen(1), Map.of(bytes("e"), bytes("")));
        return Long.parseLong(new String(id, UTF_8).split("-", -1)[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Position last(Page page) {
        return page.events().get(page.events().size() - 1).position();
    }

    @Test
    void unknownPosition_isTheEnd() {
        add(3);

        Page first = stream.after(Position.UNKNOWN);
        add(2);
        Page second = stream.after(first.from());

        assertThat(first.missed()).isZero();
        assertThat(first.events()).isEmpty();
        assertThat(first.from().number()).isEqualTo(3);
        assertThat(texts(second)).containsExactly("event 3", "event 4");
        assertThat(last(second).number()).isEqualTo(5);
        assertThat(stream.after(last(second)).events()).isEmpty();
    }

    @Test
    void noStream_hasAnEndToo_andAllThatComesIsRead() {
        Position end = stream.after(Position.UNKNOWN).from();
        add(2);

        Page page = stream.after(end);

        assertThat(page.missed()).isZero();
        assertThat(texts(page)).containsExactly("event 0", "event 1");
    }

    @Test
    void trimmedStream_tellsHowManyAreGone_once() {
        Position end = stream.after(Position.UNKNOWN).from();
        add(10);
        jedis.xtrim(publication.channelName(), 4, false);

        Page page = stream.after(end);

        assertThat(page.missed()).isEqualTo(6);
        assertThat(texts(page)).containsExactly("event 6", "event 7", "event 8", "event 9");
        assertThat(stream.after(page.from()).missed()).isZero();
        assertThat(stream.after(last(page)).missed()).isZero();
    }

    @Test
    void streamThatWasEmptied_tellsSoToo() {
        Position end = stream.after(Position.UNKNOWN).from();
        add(10);
        jedis.xtrim(publication.channelName(), 0, false);

        Page empty = stream.after(end);
        assertThat(empty.missed()).isEqualTo(10);
        assertThat(empty.events()).isEmpty();
        add(1);
        Page page = stream.after(empty.from());
        assertThat(page.missed()).isZero();
        assertThat(texts(page)).containsExactly("event 10");
    }

    @Test
    void streamThatIsTrimmedBehindTheReader_missesNothing() {
        add(10);
        Position end = stream.after(Position.UNKNOWN).from();
        jedis.xtrim(publication.channelName(), 2, false);
        add(1);

        assertThat(stream.after(end).missed()).isZero();
    }

    @Test
    void streamThatWasMadeAnew_isNoticed_andReadFromItsBeginning() {
        add(10);
        Position end = stream.after(Position.UNKNOWN).from();
        stream.remove();
        awaitTimeAfter(end);
        add(2);

        Page page = stream.after(end);

        assertThat(page.missed()).isEqualTo(-1);
        assertThat(texts(page)).containsExactly("event 10", "event 11");
        assertThat(stream.after(last(page)).missed()).isZero();
    }

    /** A failover to a server whose clock is behind. */
    @Test
    void streamThatEndsBeforeThePosition_isNoticed_andReadFromItsEnd() {
        add(3);
        Position ahead = new Position("9999999999999-0", 3);
        Page page = stream.after(ahead);
        add(1);

        assertThat(page.missed()).isEqualTo(-1);
        assertThat(page.events()).isEmpty();
        assertThat(texts(stream.after(page.from()))).containsExactly("event 3");
    }

    /** As the stream of a replica that lags does, or of a server that starts again from what it saved some time ago. */
    @Test
    void streamThatWentBack_isNoticed_alsoWhenItHasGrownSince() {
        Position position = stream.after(Position.UNKNOWN).from();
        add(5);
        byte[] saved = jedis.dump(bytes(publication.channelName()));
        add(5);
        position = last(stream.after(position));
        jedis.del(publication.channelName());
        jedis.restore(bytes(publication.channelName()), 0, saved);
        awaitTimeAfter(position);
        add(2);

        Page page = stream.after(position);

        assertThat(page.missed()).isEqualTo(-1);
        assertThat(texts(page)).containsExactly("event 10", "event 11");
        position = last(page);
        assertThat(position.number()).isEqualTo(7);
        assertThat(stream.after(position).missed()).isZero();
    }

    @Test
    void removedStream_isNoticedOnce() {
        add(3);
        Position end = stream.after(Position.UNKNOWN).from();
        stream.remove();

        Page page = stream.after(end);

        assertThat(page.missed()).isEqualTo(-1);
        assertThat(stream.after(page.from()).missed()).isZero();
    }

    @Test
    void largeEvents_comeInPages_andNoneIsLeftOut() {
        Position position = stream.after(Position.UNKNOWN).from();
        String large = "x".repeat(5 << 20);
        for (int i = 0; i < 7; i++) {
            jedis.xadd(publication.channelName(), XAddParams.xAddParams(), Map.of("e", i + large));
        }
        List<Character> read = new ArrayList<>();
        int pages = 0;

        for (Page page = stream.after(position); !page.events().isEmpty(); page = stream.after(position)) {
            page.events().forEach(event -> read.add((char) event.message()[0]));
            position = last(page);
            pages++;
        }

        assertThat(read).containsExactly('0', '1', '2', '3', '4', '5', '6');
        assertThat(pages).isBetween(2, 4);
        assertThat(position.number()).isEqualTo(7);
    }

    @Test
    void eventThatIsLargerThanAPage_comes() {
        Position position = stream.after(Position.UNKNOWN).from();
        String large = "x".repeat(18 << 20);
        jedis.xadd(publication.channelName(), XAddParams.xAddParams(), Map.of("e", large));
        add(1);

        Page page = stream.after(position);

        assertThat(page.events().get(0).message()).hasSize(large.length());
        assertThat(page.events()).hasSize(2);
    }

    @Test
    void rememberedPosition_isWhatWasRead_whoeverAsksByThatName() {
        EventStream named = new EventStream(space, publication, "name", connections);
        Position end = named.after(Position.UNKNOWN).from();
        add(3);
        Position second = named.after(end).events().get(1).position();
        named.after(second);

        Page again = new EventStream(space, publication, "name", connections).after(Position.UNKNOWN);

        assertThat(texts(again)).containsExactly("event 2");
        String memory = "jcache-redis:heard:" + space.start() + "name";
        assertThat(Duration.ofMillis(jedis.pttl(memory))).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        jedis.del(memory);
    }

    /** Who reads misses nothing that he is not told of. */
    @Test
    void anyHistory_isReadOrToldAsMissed() {
        Random random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        Position position = stream.after(Position.UNKNOWN).from();
        long read = 0;
        long missed = 0;
        for (int step = 0; step < 300; step++) {
            add(random.nextInt(5));
            if (random.nextInt(3) == 0) {
                jedis.xtrim(publication.channelName(), random.nextInt(6), false);
            }
            if (random.nextBoolean()) {
                Page page = stream.after(position);
                missed += page.missed();
                position = page.from();
                int heard = page.events().isEmpty()
                        ? 0
                        : random.nextInt(page.events().size() + 1);
                for (int i = 0; i < heard; i++) {
                    assertThat(texts(page).get(i)).as("seed %d", seed).isEqualTo("event " + (read + missed));
                    position = page.events().get(i).position();
                    read++;
                }
            }
            assertThat(position.number()).as("seed %d", seed).isEqualTo(read + missed);
        }
        assertThat(read).isPositive();
        assertThat(missed).isPositive();
    }

    @Test
    void ids_areComparedAsNumbers() {
        jedis.xadd(publication.channelName(), new StreamEntryID(9, 9), Map.of("e", "a"));
        Position end = stream.after(Position.UNKNOWN).from();
        jedis.xadd(publication.channelName(), new StreamEntryID(9, 10), Map.of("e", "b"));
        jedis.xadd(publication.channelName(), new StreamEntryID(10, 0), Map.of("e", "c"));

        assertThat(texts(stream.after(end))).containsExactly("b", "c");
        assertThat(stream.after(new Position("10-0", 3)).missed()).isZero();
    }
}
