package io.jcacheredis.suites;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/** Contexts of Camel that are stopped together, the last one first. */
final class CamelContexts implements AutoCloseable {

    /** Where the routes of tests begin and end. */
    static final String IN = "direct:in";

    static final String OUT = "mock:out";

    private final Deque<CamelContext> started = new ArrayDeque<>();

    /** A started context with these routes. */
    CamelContext start(RoutesBuilder routes) throws Exception {
        CamelContext context = new DefaultCamelContext();
        started.push(context);
        context.addRoutes(routes);
        context.start();
        return context;
    }

    /** Where what came out of the context's routes can be seen. */
    static MockEndpoint out(CamelContext context) {
        return context.getEndpoint(OUT, MockEndpoint.class);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().stop();
        }
    }
}
