package io.jcacheredis.internal.cache;

import io.jcacheredis.EventDelivery;

/** The same by a stream. */
class DurableParityIT extends RemoteParityIT {

    @Override
    EventDelivery delivery() {
        return EventDelivery.DURABLE;
    }
}
