package io.jcacheredis.embedded;

import java.net.URI;
import redis.clients.jedis.exceptions.JedisException;

/** A server that runs already and is somebody else's: it is neither flushed nor ended from here. */
record ExternalRedis(URI uri, String description) implements TestRedis {

    /** Throws if nothing answers there. */
    static ExternalRedis at(URI uri) {
        String place = uri.getHost() + ":" + uri.getPort();
        try {
            String product = Clients.ask(uri, jedis -> Clients.product(Clients.info(jedis, "server")));
            return new ExternalRedis(uri, product + " (" + place + ")");
        } catch (JedisException e) {
            throw new EmbeddedRedisException("No Redis answers at " + place + ", named by " + TestRedis.PROPERTY, e);
        }
    }

    @Override
    public boolean flush() {
        return false;
    }

    @Override
    public void close() {
        // Not ours.
    }
}
