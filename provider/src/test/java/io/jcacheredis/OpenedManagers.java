package io.jcacheredis;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The managers that a test opens, as if each were in a JVM of its own, with settings that all of them have. Closed after the test. */
final class OpenedManagers implements AfterEachCallback {

    private final List<String> settings;
    private final List<Opened> opened = new ArrayList<>();

    private OpenedManagers(List<String> settings) {
        this.settings = settings;
    }

    /** None yet, with these settings as names and values in turn. */
    static OpenedManagers with(String... namesAndValues) {
        return new OpenedManagers(List.of(namesAndValues));
    }

    /** One more, with further settings. */
    Opened open(URI redis, String... namesAndValues) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(namesAndValues));
        Opened one = Opened.at(redis, all.toArray(String[]::new));
        opened.add(one);
        return one;
    }

    Opened first() {
        return opened.get(0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(Opened::close);
        opened.clear();
    }
}
