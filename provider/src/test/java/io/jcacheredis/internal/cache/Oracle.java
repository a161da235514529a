package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.cache.CacheMethod.Effect;
import io.jcacheredis.internal.cache.CacheMethod.Lookup;
import io.jcacheredis.internal.cache.CacheMethod.Row;
import io.jcacheredis.internal.cache.CacheMethod.Step;
import io.jcacheredis.internal.cache.Corner.Listening;
import io.jcacheredis.internal.cache.Corner.WriterKind;
import io.jcacheredis.internal.cache.Observation.Counts;
import io.jcacheredis.internal.cache.Observation.Event;
import io.jcacheredis.internal.cache.Observation.Write;
import io.jcacheredis.internal.cache.PolicyCase.Answer;
import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriterException;

/**
 * Says what JSR-107 expects, from the {@link CacheMethod} table and these rules:
 *
 * <ul>
 *   <li>A policy is asked exactly once for what happened to the entry. It says null or throws: eternal on creation, else
 *       unchanged. It says zero: on creation nothing happens, else the entry expires by this very call.
 *   <li>The writer is called before the cache changes; if it fails, nothing else happens.
 *   <li>Listeners are called after the cache changed.
 *   <li>What a loader gives is no put.
 * </ul>
 */
final class Oracle {

    static final long MORTAL_MILLIS = TimeUnit.SECONDS.toMillis(5000);

    private final Corner corner;
    private String value;
    private long millisToLive;
    private final List<Slot> policyCalls = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private long hits;
    private long misses;
    private long puts;
    private long removals;
    private boolean writerFailed;

    private Oracle(Corner corner) {
        this.corner = corner;
        switch (corner.entry()) {
            case ABSENT, EXPIRED -> {}
            case MORTAL -> {
                value = CacheMethod.OLD;
                millisToLive = MORTAL_MILLIS;
            }
            case ETERNAL -> {
                value = CacheMethod.OLD;
                millisToLive = Long.MAX_VALUE;
            }
        }
    }

    static Observation expect(CacheMethod method, Corner corner) {
        return new Oracle(corner).run(method.row(corner.entry().exists(), corner.readThrough()));
    }

    private Observation run(Row row) {
        for (Step step : row.steps()) {
            write(step.effect());
            if (!writerFailed) {
                happen(step.effect());
                hits += step.lookup() == Lookup.HIT ? 1 : 0;
                misses += step.lookup() == Lookup.MISS ? 1 : 0;
            }
        }
        return new Observation(
                writerFailed ? null : row.returns(),
                writerFailed ? CacheWriterException.class : null,
                value,
                millisToLive,
                corner.policy().asked() ? policyCalls : List.of(),
                corner.listening() == Listening.NOBODY ? List.of() : events,
                writes,
                corner.statistics() ? new Counts(hits, misses, puts, removals) : Counts.NONE);
    }

    private void write(Effect effect) {
        boolean writing = effect == Effect.CREATE || effect == Effect.UPDATE;
        if (corner.writer() != WriterKind.NONE && (writing || effect == Effect.REMOVE)) {
            writes.add(new Write(writing ? CacheMethod.NEW : null, value));
            writerFailed = corner.writer() == WriterKind.FAILS;
        }
    }

    private void happen(Effect effect) {
        switch (effect) {
            case NOTHING -> {}
            case ACCESS -> expire(Slot.ACCESS);
            case CREATE -> puts += create(CacheMethod.NEW);
            case LOAD -> create(CacheMethod.LOADED);
            case UPDATE -> {
                update(CacheMethod.NEW);
                puts++;
            }
            case RELOAD -> update(CacheMethod.LOADED);
            case REMOVE -> remove();
            case CLEAR -> gone();
        }
    }

    /** Returns how many entries were made of it. */
    private int create(String created) {
        policyCalls.add(Slot.CREATION);
        Answer answer = corner.policy().answers().get(Slot.CREATION);
        if (answer instanceof Answer.Time time) {
            if (time.duration().isZero()) {
                return 0;
            }
            millisToLive = millis(time.duration());
        } else {
            millisToLive = Long.MAX_VALUE;
        }
        value = created;
        events.add(new Event(EventType.CREATED, value, null, false, value));
        return 1;
    }

    private void update(String updated) {
        String old = value;
        value = updated;
        int place = events.size();
        expire(Slot.UPDATE);
        events.add(place, new Event(EventType.UPDATED, updated, old, true, value));
    }

    private void expire(Slot slot) {
        policyCalls.add(slot);
        if (!(corner.policy().answers().get(slot) instanceof Answer.Time time)) {
            return;
        }
        if (time.duration().isZero()) {
            events.add(new Event(EventType.EXPIRED, value, value, true, null));
            gone();
        } else {
            millisToLive = millis(time.duration());
        }
    }

    private void remove() {
        if (value != null) {
            events.add(new Event(EventType.REMOVED, value, value, true, null));
            removals++;
            gone();
        }
    }

    private void gone() {
        value = null;
        millisToLive = 0;
    }

    private static long millis(Duration duration) {
        return duration.isEternal() ? Long.MAX_VALUE : duration.getTimeUnit().toMillis(duration.getDurationAmount());
    }
}
