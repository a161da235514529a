package io.jcacheredis.internal.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.feed.Feed;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The channel and the stream of a manager. All methods may be called by any thread, and none waits for Redis. */
public final class EventSources implements AutoCloseable {

    private final SourceSettings settings;
    private final RedisConnections connections;
    private final Handling handling;
    private final Supplier<? extends Executor> turns;
    private final Consumer<String> warnings;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Collection<Runnable> ends = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * Sources that nobody listens to yet.
     *
     * @param handler of events, which may take long and may throw
     * @param turns makes what runs tasks one after another, in their order
     * @param warnings says something once
     */
    public EventSources(
            SourceSettings settings,
            RedisConnections connections,
            Function<InvalidationEvent, InvalidationResult> handler,
            Supplier<? extends Executor> turns,
            Consumer<String> warnings) {
        this.settings = settings;
        this.connections = connections;
        this.handling = new Handling(handler, () -> closed);
        this.turns = turns;
        this.warnings = warnings;
    }

    /** Begins to listen, if that was not done before. */
    public void begin() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            listen();
        } catch (RuntimeException | Error e) { // there may be no thread now
            end();
            begun.set(false);
            throw e;
        }
        if (closed) {
            end();
        }
    }

    private void listen() {
        String channel = settings.channel();
        if (channel != null) {
            Feed feed = Feed.ofClients(connections, EventForms.LIMITS, "&" + channel + " +subscribe", warnings);
            ends.add(feed.listen(channel, new ChannelSource(channel, handling, turns.get())));
        }
        String stream = settings.stream();
        if (stream != null) {
            StreamGroup group = new StreamGroup(stream, settings, connections);
            Refusals refusals = new Refusals(connections, warnings);
            ends.add(connections.listen(
                    stream.getBytes(UTF_8),
                    new StreamSource(group, settings.retryAfter(), handling, turns.get(), refusals))::close);
        }
    }

    /** Ends it. An event that is being handled is not waited for, as its strategy may be who calls this. */
    @Override
    public void close() {
        closed = true;
        end();
    }

    private void end() {
        ends.forEach(Runnable::run);
        ends.clear();
    }
}
