package io.jcacheredis.internal.cache;

import java.io.Closeable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what users gave to a cache: loaders, writers, policies, listeners, filters. */
public final class UserObjects {

    private static final Logger log = LoggerFactory.getLogger(UserObjects.class);

    private UserObjects() {}

    /** Closes all that can be closed, also if one of them fails. */
    public static void closeAll(List<?> objects) {
        for (Object object : objects) {
            if (object instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (Exception | Error e) {
                    log.warn(
                            "{} failed to close; it is not used any more",
                            object.getClass().getName(),
                            e);
                }
            }
        }
    }
}
