package io.jcacheredis.internal.cache;

import io.jcacheredis.EventDelivery;
import org.junit.jupiter.api.Tag;

/** The same by a stream. */
@Tag("servers")
class DurableParityIT extends RemoteParityIT {

    @Override
    EventDelivery delivery() {
        return EventDelivery.DURABLE;
    }
}
