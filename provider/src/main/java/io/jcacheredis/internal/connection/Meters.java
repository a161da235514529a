package io.jcacheredis.internal.connection;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.exceptions.JedisException;

/** Counts what becomes of the calls to the servers with entries behind one address. Safe for use by several threads. */
final class Meters {

    /** Worse ones come first. */
    private static final List<String> STATES = List.of("OPEN", "HALF_OPEN");

    private record Server(Lanes lanes, Breaker breaker) {}

    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final LongAdder notSent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder outages = new LongAdder(); // of servers that were left
    private final LongAdder opened = new LongAdder(); // to servers that were left

    void add(Lanes lanes, Breaker breaker) {
        servers.add(new Server(lanes, breaker));
    }

    /** Keeps what was counted of lanes that are not used any more. */
    void remove(Lanes lanes) {
        servers.stream()
                .filter(server -> server.lanes().equals(lanes))
                .findFirst()
                .filter(servers::remove)
                .ifPresent(left -> {
                    notSent.add(left.breaker().notSent());
                    outages.add(left.breaker().outages());
                    opened.add(lanes.opened());
                });
    }

    void countRepeated() {
        repeated.increment();
    }

    void count(JedisException failure) {
        if (failure instanceof NotSentException) {
            notSent.increment();
        } else if (FailureMessages.rootOf(failure) instanceof SocketTimeoutException) {
            late.increment();
        } else {
            broken.increment();
        }
    }

    /** All servers together; the breaker's state is the worst one. */
    ConnectionMeters read() {
        return new ConnectionMeters(
                state(),
                outages.sum()
                        + servers.stream().mapToLong(s -> s.breaker().outages()).sum(),
                notSent.sum()
                        + servers.stream().mapToLong(s -> s.breaker().notSent()).sum(),
                late.sum(),
                broken.sum(),
                repeated.sum(),
                opened.sum()
                        + servers.stream().mapToLong(s -> s.lanes().opened()).sum(),
                servers.stream().mapToInt(s -> s.lanes().busy()).sum(),
                servers.stream().mapToInt(s -> s.lanes().waiting()).sum());
    }

    private String state() {
        List<String> states =
                servers.stream().map(server -> server.breaker().state()).toList();
        return STATES.stream().filter(states::contains).findFirst().orElse("CLOSED");
    }
}
