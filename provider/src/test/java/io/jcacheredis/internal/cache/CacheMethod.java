package io.jcacheredis.internal.cache;

import static io.jcacheredis.internal.cache.CacheMethod.Effect.ACCESS;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.CLEAR;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.CREATE;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.LOAD;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.NOTHING;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.RELOAD;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.REMOVE;
import static io.jcacheredis.internal.cache.CacheMethod.Effect.UPDATE;
import static io.jcacheredis.internal.cache.CacheMethod.Lookup.HIT;
import static io.jcacheredis.internal.cache.CacheMethod.Lookup.MISS;
import static io.jcacheredis.internal.cache.CacheMethod.Lookup.UNCOUNTED;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;

/**
 * The tables of JSR-107 as one: what each method returns, does to the entry and counts, for a missing entry and for one
 * whose value is {@link #OLD}. Methods that write, write {@link #NEW}; the loader gives {@link #LOADED}.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions and rows of constants, which nobody changes
enum CacheMethod {
    GET(Cache::get, row(null, NOTHING, MISS), row(CacheMethod.OLD, ACCESS, HIT), row(CacheMethod.LOADED, LOAD, MISS)),
    CONTAINS_KEY(Cache::containsKey, row(false, NOTHING), row(true, NOTHING)),
    PUT((cache, key) -> nothing(() -> cache.put(key, CacheMethod.NEW)), row(null, CREATE), row(null, UPDATE)),
    GET_AND_PUT(
            (cache, key) -> cache.getAndPut(key, CacheMethod.NEW),
            row(null, CREATE, MISS),
            row(CacheMethod.OLD, UPDATE, HIT)),
    PUT_IF_ABSENT(
            (cache, key) -> cache.putIfAbsent(key, CacheMethod.NEW), row(true, CREATE, MISS), row(false, NOTHING, HIT)),
    REPLACE((cache, key) -> cache.replace(key, CacheMethod.NEW), row(false, NOTHING, MISS), row(true, UPDATE, HIT)),
    REPLACE_EQUAL(
            (cache, key) -> cache.replace(key, CacheMethod.OLD, CacheMethod.NEW),
            row(false, NOTHING, MISS),
            row(true, UPDATE, HIT)),
    REPLACE_DIFFERENT(
            (cache, key) -> cache.replace(key, CacheMethod.OTHER, CacheMethod.NEW),
            row(false, NOTHING, MISS),
            row(false, ACCESS, HIT)),
    GET_AND_REPLACE(
            (cache, key) -> cache.getAndReplace(key, CacheMethod.NEW),
            row(null, NOTHING, MISS),
            row(CacheMethod.OLD, UPDATE, HIT)),
    REMOVE_KEY(Cache::remove, row(false, REMOVE), row(true, REMOVE)),
    REMOVE_EQUAL((cache, key) -> cache.remove(key, CacheMethod.OLD), row(false, NOTHING, MISS), row(true, REMOVE, HIT)),
    REMOVE_DIFFERENT(
            (cache, key) -> cache.remove(key, CacheMethod.OTHER), row(false, NOTHING, MISS), row(false, ACCESS, HIT)),
    GET_AND_REMOVE(Cache::getAndRemove, row(null, REMOVE, MISS), row(CacheMethod.OLD, REMOVE, HIT)),

    INVOKE_READ(invoke(Processors.READ), GET),
    INVOKE_SET(invoke(Processors.SET), row("set", CREATE, MISS), row("set", UPDATE, HIT)),
    INVOKE_REMOVE(invoke(Processors.REMOVE), row("removed", REMOVE, MISS), row("removed", REMOVE, HIT)),
    INVOKE_NOTHING(invoke(Processors.NOTHING), row("nothing", NOTHING, MISS), row("nothing", NOTHING, HIT)),
    INVOKE_EXISTS(invoke(Processors.EXISTS), row(false, NOTHING, MISS), row(true, NOTHING, HIT)),
    INVOKE_READ_SET(
            invoke(Processors.READ_SET),
            row(null, CREATE, MISS),
            row(CacheMethod.OLD, UPDATE, HIT),
            row(CacheMethod.LOADED, CREATE, MISS)),
    INVOKE_SET_REMOVE(
            invoke(Processors.SET_REMOVE), row("set, removed", NOTHING, MISS), row("set, removed", REMOVE, HIT)),
    INVOKE_REMOVE_SET(
            invoke(Processors.REMOVE_SET), row("removed, set", CREATE, MISS), row("removed, set", UPDATE, HIT)),
    INVOKE_READ_REMOVE(
            invoke(Processors.READ_REMOVE),
            row(null, REMOVE, MISS),
            row(CacheMethod.OLD, REMOVE, HIT),
            row(CacheMethod.LOADED, NOTHING, MISS)),

    GET_ALL((cache, key) -> cache.getAll(Set.of(key)).get(key), GET),
    PUT_ALL((cache, key) -> nothing(() -> cache.putAll(Map.of(key, CacheMethod.NEW))), PUT),
    REMOVE_ALL_KEYS((cache, key) -> nothing(() -> cache.removeAll(Set.of(key))), row(null, REMOVE), row(null, REMOVE)),
    REMOVE_ALL((cache, key) -> nothing(cache::removeAll), row(null, NOTHING), row(null, REMOVE)),
    CLEAR_ALL((cache, key) -> nothing(cache::clear), row(null, NOTHING), row(null, CLEAR)),
    LOAD_ALL((cache, key) -> load(cache, key, false), row(null, LOAD), row(null, NOTHING)),
    LOAD_ALL_REPLACING((cache, key) -> load(cache, key, true), row(null, LOAD), row(null, RELOAD)),
    INVOKE_ALL_READ(invokeAll(Processors.READ), INVOKE_READ),
    INVOKE_ALL_SET(invokeAll(Processors.SET), INVOKE_SET),
    INVOKE_ALL_REMOVE(invokeAll(Processors.REMOVE), INVOKE_REMOVE),
    INVOKE_ALL_NOTHING(invokeAll(Processors.NOTHING), INVOKE_NOTHING),
    INVOKE_ALL_EXISTS(invokeAll(Processors.EXISTS), INVOKE_EXISTS),
    INVOKE_ALL_READ_SET(invokeAll(Processors.READ_SET), INVOKE_READ_SET),
    INVOKE_ALL_SET_REMOVE(invokeAll(Processors.SET_REMOVE), INVOKE_SET_REMOVE),
    INVOKE_ALL_REMOVE_SET(invokeAll(Processors.REMOVE_SET), INVOKE_REMOVE_SET),
    INVOKE_ALL_READ_REMOVE(invokeAll(Processors.READ_REMOVE), INVOKE_READ_REMOVE),
    ITERATE((cache, key) -> next(cache.iterator()), row(null, NOTHING), row(CacheMethod.OLD, ACCESS, HIT)),
    ITERATE_REMOVE(
            (cache, key) -> nextRemoved(cache.iterator()),
            row(null, NOTHING),
            row(CacheMethod.OLD, ACCESS, HIT).then(REMOVE));

    static final String OLD = "old";
    static final String NEW = "new";
    static final String OTHER = "other";
    static final String LOADED = "loaded";

    /** What happens to the entry, and with it to policy, listeners and writer. */
    enum Effect {
        NOTHING,
        ACCESS,
        CREATE,
        UPDATE,
        /** Of a missing entry too: the writer hears of it, nobody else. */
        REMOVE,
        /** A creation by the loader: no writer, no put. */
        LOAD,
        /** An update by the loader. */
        RELOAD,
        /** A removal that nobody hears of. */
        CLEAR
    }

    enum Lookup {
        HIT,
        MISS,
        UNCOUNTED
    }

    record Step(Effect effect, Lookup lookup) {}

    record Row(Object returns, List<Step> steps) {

        Row then(Effect effect) {
            return new Row(returns, List.of(steps.get(0), new Step(effect, UNCOUNTED)));
        }
    }

    /** One call for one key. A functional interface because the table reads better with names. */
    interface Call {
        Object on(Cache<String, String> cache, String key) throws Exception;
    }

    private final Call call;
    private final Row missing;
    private final Row present;
    private final Row loading;

    CacheMethod(Call call, Row missing, Row present, Row loading) {
        this.call = call;
        this.missing = missing;
        this.present = present;
        this.loading = loading;
    }

    CacheMethod(Call call, Row missing, Row present) {
        this(call, missing, present, missing);
    }

    /** A method that does to each of its keys what its sibling does to one. */
    CacheMethod(Call call, CacheMethod sibling) {
        this(call, sibling.missing, sibling.present, sibling.loading);
    }

    Object on(Cache<String, String> cache, String key) throws Exception {
        return call.on(cache, key);
    }

    Row row(boolean exists, boolean readThrough) {
        if (exists) {
            return present;
        }
        return readThrough ? loading : missing;
    }

    private static Row row(Object returns, Effect effect) {
        return row(returns, effect, UNCOUNTED);
    }

    private static Row row(Object returns, Effect effect, Lookup lookup) {
        return new Row(returns, List.of(new Step(effect, lookup)));
    }

    private static Object nothing(Runnable call) {
        call.run();
        return null;
    }

    private static Call invoke(EntryProcessor<String, String, Object> processor) {
        return (cache, key) -> cache.invoke(key, processor);
    }

    private static Call invokeAll(EntryProcessor<String, String, Object> processor) {
        return (cache, key) -> {
            EntryProcessorResult<Object> result =
                    cache.invokeAll(Set.of(key), processor).get(key);
            try {
                return result == null ? null : result.get();
            } catch (EntryProcessorException e) {
                throw e.getCause() instanceof CacheException cause ? cause : e;
            }
        };
    }

    private static Object load(Cache<String, String> cache, String key, boolean replace) throws Exception {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of(key), replace, done);
        return done.get();
    }

    private static Object next(Iterator<Cache.Entry<String, String>> iterator) {
        return iterator.hasNext() ? iterator.next().getValue() : null;
    }

    private static Object nextRemoved(Iterator<Cache.Entry<String, String>> iterator) {
        Object value = next(iterator);
        if (value != null) {
            iterator.remove();
        }
        return value;
    }

    /** What entry processors can do. */
    private static final class Processors {

        static final EntryProcessor<String, String, Object> READ = (entry, arguments) -> entry.getValue();
        static final EntryProcessor<String, String, Object> EXISTS = (entry, arguments) -> entry.exists();
        static final EntryProcessor<String, String, Object> NOTHING = (entry, arguments) -> "nothing";
        static final EntryProcessor<String, String, Object> SET = (entry, arguments) -> {
            entry.setValue(CacheMethod.NEW);
            return "set";
        };
        static final EntryProcessor<String, String, Object> REMOVE = (entry, arguments) -> {
            entry.remove();
            return "removed";
        };
        static final EntryProcessor<String, String, Object> READ_SET = (entry, arguments) -> {
            String value = entry.getValue();
            entry.setValue(CacheMethod.NEW);
            return value;
        };
        static final EntryProcessor<String, String, Object> SET_REMOVE = (entry, arguments) -> {
            entry.setValue(CacheMethod.NEW);
            entry.remove();
            return "set, removed";
        };
        static final EntryProcessor<String, String, Object> REMOVE_SET = (entry, arguments) -> {
            entry.remove();
            entry.setValue(CacheMethod.NEW);
            return "removed, set";
        };
        static final EntryProcessor<String, String, Object> READ_REMOVE = (entry, arguments) -> {
            String value = entry.getValue();
            entry.remove();
            return value;
        };

        private Processors() {}
    }
}
