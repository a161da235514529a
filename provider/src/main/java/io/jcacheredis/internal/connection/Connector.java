package io.jcacheredis.internal.connection;

import java.net.Socket;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisException;

/** Makes the connections of a lane, one after the other. */
interface Connector {

    /**
     * Another connection, which is ready for commands.
     *
     * @param sockets is given the socket before anything is waited for, to close it when that takes too long
     * @throws JedisException if none is to be had
     */
    Wire connect(int timeoutMillis, Consumer<Socket> sockets);
}
