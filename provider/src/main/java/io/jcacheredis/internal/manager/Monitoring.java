package io.jcacheredis.internal.manager;

import io.jcacheredis.internal.management.ConnectionStatistics;
import io.jcacheredis.internal.management.EventStatistics;
import io.jcacheredis.internal.management.MBeanRegistration;
import io.jcacheredis.internal.management.ManagerName;
import io.jcacheredis.internal.observation.Observing;

/** What is counted of a manager, which JMX shows until it {@linkplain #end ends}, and who observes its caches. */
final class Monitoring {

    private final ConnectionStatistics connections;
    private final EventStatistics domainEvents = new EventStatistics();
    private final Observing observing = new Observing();
    private final ManagerName name;
    private final MBeanRegistration connectionsBean;
    private final MBeanRegistration domainEventsBean;

    /**
     * Of a manager of that URI, which has the first name in JMX that no other manager has.
     *
     * @param connections what is counted of them, for all managers that share them
     */
    Monitoring(String uri, ConnectionStatistics connections) {
        this.connections = connections;
        ConnectionStatistics bean = connections.copy(); // JMX has an object under one name only
        ManagerName free = new ManagerName(uri, 1);
        MBeanRegistration first = MBeanRegistration.ofManager("Connections", free, bean);
        while (!first.take()) {
            free = free.next();
            first = MBeanRegistration.ofManager("Connections", free, bean);
        }
        this.name = free;
        this.connectionsBean = first;
        this.domainEventsBean = MBeanRegistration.ofManager("DomainEvents", free, domainEvents);
        domainEventsBean.show(true);
    }

    /** What JMX calls the manager. */
    ManagerName name() {
        return name;
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

    /** Hides all for good. */
    void end() {
        connectionsBean.end();
        domainEventsBean.end();
    }
}
