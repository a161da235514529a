package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.management.ConnectionStatistics;
import io.jcacheredis.internal.management.EventStatistics;
import io.jcacheredis.internal.management.MBeanRegistration;
import io.jcacheredis.internal.observation.Observing;

/** What is counted of a manager, which JMX shows as long as it is open, and who observes its caches. */
final class Monitoring {

    private final ConnectionStatistics connections;
    private final EventStatistics domainEvents = new EventStatistics();
    private final Observing observing = new Observing();
    private final MBeanRegistration connectionsBean;
    private final MBeanRegistration domainEventsBean;

    /** Of a manager of that name; JMX does not show it yet. */
    Monitoring(String managerName, RedisConnections connections) {
        this.connections = new ConnectionStatistics(connections);
        this.connectionsBean = MBeanRegistration.ofManager("Connections", managerName, this.connections);
        this.domainEventsBean = MBeanRegistration.ofManager("DomainEvents", managerName, domainEvents);
    }

    ConnectionStatistics connections() {
        return connections;
    }

    EventStatistics domainEvents() {
        return domainEvents;
    }

    Observing observing() {
        return observing;
    }

    void show() {
        connectionsBean.show(true);
        domainEventsBean.show(true);
    }

    /** Hides all for good. */
    void end() {
        connectionsBean.end();
        domainEventsBean.end();
    }
}
