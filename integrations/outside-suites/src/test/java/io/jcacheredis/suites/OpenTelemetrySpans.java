package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.micrometer.RedisCacheObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of caches as spans of OpenTelemetry, which Micrometer Tracing makes of what is observed. */
class OpenTelemetrySpans {

    private final Ended ended = new Ended();
    private final SdkTracerProvider tracing = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(ended))
            .build();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final Opened opened = Opened.at(TestRedis.shared().uri(), "spans");
    private RedisCache<String, String> cache;

    /** The spans that have ended. */
    private static final class Ended implements SpanExporter {

        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        SpanData named(String name) {
            return spans.stream()
                    .filter(span -> span.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not among " + spans));
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @BeforeEach
    @SuppressWarnings("unchecked") // the cache was just made with these types
    void observe() {
        OtelTracer tracer = new OtelTracer(tracing.get("test"), new OtelCurrentTraceContext(), event -> {});
        registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
        opened.manager.unwrap(RedisCacheManager.class).observe(RedisCacheObservation.of(registry));
        cache = opened.cache("spans", String.class, String.class).unwrap(RedisCache.class);
        cache.clear();
        ended.spans.clear();
    }

    @AfterEach
    void close() {
        opened.close();
        tracing.close();
    }

    private static String attribute(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }

    @Test
    void call_isASpan_withWhatCameOfIt() {
        cache.get("k");

        SpanData span = ended.named("get spans");
        assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(attribute(span, "db.system.name")).isEqualTo("redis");
        assertThat(attribute(span, "db.operation.name")).isEqualTo("get");
        assertThat(attribute(span, "cache.name")).isEqualTo("spans");
        assertThat(attribute(span, "cache.outcome")).isEqualTo("miss");
    }

    @Test
    void call_isWithinWhatItIsMadeBy() {
        Observation.createNotStarted("request", registry).observe(() -> cache.put("k", "v"));

        assertThat(ended.named("put spans").getParentSpanId())
                .isEqualTo(ended.named("request").getSpanId());
    }

    @Test
    void callOfAnotherThread_isWithinWhatAskedForIt() {
        Observation.createNotStarted("request", registry)
                .observe(() -> cache.async().get("k").toCompletableFuture().join());

        assertThat(ended.named("get spans").getParentSpanId())
                .isEqualTo(ended.named("request").getSpanId());
    }

    @Test
    void callOfAnotherThread_isWithinASpanOfOpenTelemetrysOwn() {
        opened.manager
                .unwrap(RedisCacheManager.class)
                .observe(RedisCacheObservation.of(registry)
                        .carrying(task -> Context.current().wrap(task)));
        Span own = tracing.get("test").spanBuilder("own").startSpan();

        Runnable asking = () -> cache.async().get("k").toCompletableFuture().join();
        Context.current().with(own).wrap(asking).run();
        own.end();

        assertThat(ended.named("get spans").getParentSpanId())
                .isEqualTo(ended.named("own").getSpanId());
    }

    @Test
    void callThatThrows_isASpanWithAnError() {
        assertThatThrownBy(() -> cache.invoke("k", (entry, none) -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(EntryProcessorException.class);

        SpanData span = ended.named("invoke spans");
        assertThat(attribute(span, "cache.outcome")).isEqualTo("error");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }
}
