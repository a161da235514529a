package io.jcacheredis.internal.management;

import io.jcacheredis.RedisConnectionMeters;
import io.jcacheredis.internal.connection.ConnectionMeters;
import java.util.function.Supplier;

/** What is counted of connections, as it is shown. */
class CountedConnections implements RedisConnectionMeters {

    private final String address;
    private final Supplier<ConnectionMeters> meters;

    /**
     * The meters of an address.
     *
     * @param address without user and password
     */
    CountedConnections(String address, Supplier<ConnectionMeters> meters) {
        this.address = address;
        this.meters = meters;
    }

    @Override
    public String getAddress() {
        return address;
    }

    @Override
    public String getCircuitBreakerState() {
        return meters.get().breaker();
    }

    @Override
    public long getOutages() {
        return meters.get().outages();
    }

    @Override
    public long getCallsNotSent() {
        return meters.get().notSent();
    }

    @Override
    public long getCallsLate() {
        return meters.get().late();
    }

    @Override
    public long getCallsBroken() {
        return meters.get().broken();
    }

    @Override
    public long getReadsRepeated() {
        return meters.get().repeated();
    }

    @Override
    public long getConnectionsOpened() {
        return meters.get().opened();
    }

    @Override
    public int getConnectionsBusy() {
        return meters.get().busy();
    }

    @Override
    public int getCallsWaiting() {
        return meters.get().waiting();
    }

    @Override
    public String toString() {
        return address + ": " + meters.get();
    }
}
