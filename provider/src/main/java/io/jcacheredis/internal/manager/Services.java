package io.jcacheredis.internal.manager;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users name in {@code META-INF/services}, without what can't be made. */
final class Services {

    private static final Logger log = LoggerFactory.getLogger(Services.class);

    /** Far more than there are. A class loader that can't read its folders fails anew at each look. */
    private static final int MOST_FAILURES = 100;

    private Services() {}

    /** One of each class that is named; which can't be had is logged by name. */
    static <T> List<T> of(Class<T> type, ClassLoader classes) {
        List<T> made = new ArrayList<>();
        Iterator<T> services = ServiceLoader.load(type, classes).iterator();
        for (int failures = 0; failures < MOST_FAILURES; ) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                made.add(services.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                // the message names what is broken: a class, or the line of a file
                log.warn("A service can't be used as {} and is left out; the others are used", type.getSimpleName(), e);
            }
        }
        return made;
    }
}
