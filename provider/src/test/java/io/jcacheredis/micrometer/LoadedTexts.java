package io.jcacheredis.micrometer;

import java.util.HashMap;
import java.util.Map;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;

/** Loads for each key a text that tells so. */
final class LoadedTexts implements CacheLoader<String, String> {

    private LoadedTexts() {}

    /** The same configuration, that reads through it. */
    static MutableConfiguration<String, String> configure(MutableConfiguration<String, String> configuration) {
        return configuration.setReadThrough(true).setCacheLoaderFactory(new SingletonFactory<>(new LoadedTexts()));
    }

    /** A configuration with statistics that reads through it. */
    static MutableConfiguration<String, String> counted() {
        return configure(new MutableConfiguration<String, String>().setStatisticsEnabled(true));
    }

    @Override
    public String load(String key) {
        return "loaded " + key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
        Map<String, String> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, load(key)));
        return loaded;
    }
}
