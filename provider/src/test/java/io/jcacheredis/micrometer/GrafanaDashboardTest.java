package io.jcacheredis.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks for what the meters show, by the names and labels that they have in Prometheus. */
class GrafanaDashboardTest {

    private static final Path DASHBOARD = Path.of("../docs/grafana/jcache-redis.json");
    private static final Path ALERTS = DASHBOARD.resolveSibling("jcache-redis-alerts.yaml");
    /** What Prometheus adds itself. */
    private static final Set<String> LABELS_OF_TARGETS = Set.of("instance", "job");

    private static final Pattern SERIES = Pattern.compile("(cache_\\w+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    private static Map<String, Set<String>> scraped;
    private static JsonNode dashboard;

    @BeforeAll
    static void read() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.throwExceptionOnRegistrationFailure();
        Catalogue.register(registry);
        scraped = new TreeMap<>();
        for (String line : registry.scrape().lines().toList()) {
            matches(Pattern.compile("^(\\w+)(\\{.*})? "), line)
                    .forEach(series -> scraped.computeIfAbsent(series.group(1), name -> new TreeSet<>())
                            .addAll(labels(String.valueOf(series.group(2)))));
        }
        dashboard = JsonMapper.shared().readTree(DASHBOARD);
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static Set<String> labels(String selector) {
        return matches(LABEL, selector).stream().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static List<JsonNode> panels() {
        return StreamSupport.stream(dashboard.get("panels").spliterator(), false)
                .filter(panel -> !panel.get("type").asString().equals("row"))
                .toList();
    }

    /** The queries of all panels, with their legends. */
    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.get("targets")) {
                queries.put(
                        target.get("expr").asString(),
                        target.get("legendFormat").asString());
            }
        }
        return queries;
    }

    @Test
    void everySeriesOfAQuery_isScraped_withItsLabels() {
        assertThat(queries()).hasSizeGreaterThan(20);
        queries().forEach((query, legend) -> {
            List<MatchResult> all = matches(SERIES, query);
            assertThat(all).as(query).isNotEmpty();
            for (MatchResult series : all) {
                assertThat(scraped).as(query).containsKey(series.group(1));
                Set<String> known = new HashSet<>(scraped.get(series.group(1)));
                known.addAll(LABELS_OF_TARGETS);
                assertThat(known).as(query).containsAll(labels(series.group(2)));
                assertThat(known).as(query).containsAll(groupings(query));
                assertThat(known).as(query).containsAll(legends(legend));
            }
        });
    }

    private static Set<String> groupings(String query) {
        return matches(GROUPING, query).stream()
                .flatMap(grouping -> Pattern.compile(", ").splitAsStream(grouping.group(1)))
                .collect(Collectors.toSet());
    }

    private static Set<String> legends(String legend) {
        return matches(LEGEND, legend).stream().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    @Test
    void everyMeter_isInAPanel() {
        Set<String> shown = queries().keySet().stream()
                .flatMap(query -> matches(SERIES, query).stream())
                .map(series -> base(series.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = scraped.keySet().stream()
                .map(GrafanaDashboardTest::base)
                .collect(Collectors.toCollection(TreeSet::new));
        known.removeIf(name -> name.startsWith("cache_operation_active")); // calls under way, by Micrometer's handler

        assertThat(shown).isEqualTo(known);
    }

    /** A timer is three series. */
    private static String base(String series) {
        return series.replaceAll("_(sum|count|max)$", "");
    }

    @Test
    void everySeriesOfAnAlert_isScraped_withItsLabels() throws IOException {
        String rules = Files.readString(ALERTS);

        assertThat(matches(Pattern.compile("expr: .*\\b(cache_[a-z_]+)"), rules))
                .hasSize(4)
                .allSatisfy(series -> assertThat(scraped).containsKey(series.group(1)));
        Set<String> known = scraped.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        known.addAll(LABELS_OF_TARGETS);
        assertThat(known)
                .containsAll(labels(rules))
                .containsAll(matches(Pattern.compile("\\$labels\\.(\\w+)"), rules).stream()
                        .map(label -> label.group(1))
                        .toList());
    }

    @Test
    void dataSource_isAVariableOfEachPanelAndQuery() {
        assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
        for (JsonNode panel : panels()) {
            assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
            for (JsonNode target : panel.get("targets")) {
                assertThat(target.at("/datasource/uid").asString()).isEqualTo("${datasource}");
            }
        }
    }

    @Test
    void panels_haveIdsOfTheirOwn_andDoNotOverlap() {
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            JsonNode position = panel.get("gridPos");
            assertThat(position.get("x").asInt() + position.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < position.get("w").asInt(); x++) {
                for (int y = 0; y < position.get("h").asInt(); y++) {
                    String place = (position.get("x").asInt() + x) + " "
                            + (position.get("y").asInt() + y);
                    assertThat(places.add(place))
                            .as(panel.get("title").asString())
                            .isTrue();
                }
            }
        }
    }
}
