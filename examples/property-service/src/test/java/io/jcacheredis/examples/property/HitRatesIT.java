package io.jcacheredis.examples.property;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.data;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Client.Answer;
import io.jcacheredis.examples.property.testing.Services;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How many requests of each endpoint are answered without the database under a load as a day may bring it: clients of one
 * tenant, through both instances in turn, read what is popular more often, and some write. The load is the same in each run.
 */
@ExtendWith(Services.Shared.class)
class HitRatesIT {

    private static final int PROPERTIES = 40;
    private static final int REQUESTS = 1_500;
    private static final List<String> FILTERS = List.of("", "?city=Lisbon", "?maxPriceCents=500");

    /** What one of a hundred requests may be, how many of them are, and the least rate of hits that is expected. */
    private enum Kind {
        GET_DETAIL(40, 0.80),
        PUT_DETAIL(2, 0),
        GET_LIST(18, 0.60),
        GET_SCORE(18, 0.70),
        SCORE_UPDATED(2, 0),
        GET_TIMELINE(16, 0.50),
        POST_TIMELINE(4, 0);

        private final int share;
        private final double leastRate;

        Kind(int share, double leastRate) {
            this.share = share;
            this.leastRate = leastRate;
        }
    }

    private final Services services;
    private final String tenant;
    private final Client[] clients;
    private final SplittableRandom random = new SplittableRandom(29);
    private final Kind[] day = Arrays.stream(Kind.values())
            .flatMap(kind -> Stream.generate(() -> kind).limit(kind.share))
            .toArray(Kind[]::new);

    HitRatesIT(Services services) {
        this.services = services;
        tenant = services.newTenant();
        clients = new Client[] {
            services.first().client(tenant, "editor"), services.second().client(tenant, "editor")
        };
    }

    @TestFactory
    Stream<DynamicTest> eachEndpoint_isAnsweredFromTheCachesMostly() {
        String[] ids = IntStream.range(0, PROPERTIES)
                .mapToObj(i -> add(clients[0], 10L * i))
                .toArray(String[]::new);
        Arrays.stream(ids).forEach(id -> clients[0].post("/properties/" + id + "/score", ""));
        Map<Kind, Integer> asked = new EnumMap<>(Kind.class);
        Map<Kind, Integer> hits = new EnumMap<>(Kind.class);
        for (int i = 0; i < REQUESTS; i++) {
            Kind kind = day[random.nextInt(day.length)];
            long before = services.database().queries();
            Answer answer = send(kind, clients[i % 2], ids[popular(ids.length)]);
            assertThat(answer.status()).as("%s: %s", kind, answer.text()).isBetween(200, 299);
            asked.merge(kind, 1, Integer::sum);
            hits.merge(kind, services.database().queries() == before ? 1 : 0, Integer::sum);
        }
        Map<Kind, Double> rates = new EnumMap<>(Kind.class);
        asked.forEach((kind, count) -> rates.put(kind, (double) hits.get(kind) / count));
        System.out.println("rates of hits: " + rates);
        return rates.keySet().stream()
                .filter(kind -> kind.leastRate > 0)
                .map(kind -> DynamicTest.dynamicTest(
                        kind.name(), () -> assertThat(rates.get(kind)).isGreaterThan(kind.leastRate)));
    }

    private Answer send(Kind kind, Client client, String id) {
        String path = "/properties/" + id;
        return switch (kind) {
            case GET_DETAIL -> client.get(path);
            case PUT_DETAIL -> client.put(path, data(random.nextInt(1_000)));
            case GET_LIST -> client.get("/properties" + FILTERS.get(popular(FILTERS.size())));
            case GET_SCORE -> client.get(path + "/score");
            case SCORE_UPDATED -> client.post("/events", event("score.updated", id, tenant));
            case GET_TIMELINE -> client.get(path + "/timeline");
            case POST_TIMELINE -> client.post(path + "/timeline", "{\"kind\": \"NOTE\", \"text\": \"seen\"}");
        };
    }

    /** The first third of them gets more than half of what is asked. */
    private int popular(int count) {
        double place = random.nextDouble();
        return (int) (place * place * count);
    }
}
