package io.jcacheredis.internal.management;

import io.jcacheredis.RedisConnectionsMXBean;
import io.jcacheredis.internal.connection.ConnectionMeters;
import java.util.function.Supplier;

/** Shows what is counted of connections. Thread-safe, and asks Redis nothing. */
public final class ConnectionStatistics implements RedisConnectionsMXBean {

    private final String address;
    private final Supplier<ConnectionMeters> meters;

    /**
     * The meters of an address.
     *
     * @param address without user and password
     */
    public ConnectionStatistics(String address, Supplier<ConnectionMeters> meters) {
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
}
