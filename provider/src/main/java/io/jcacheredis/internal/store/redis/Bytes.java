package io.jcacheredis.internal.store.redis;

import redis.clients.jedis.args.Rawable;

/**
 * An argument of a command that is not copied, as Jedis would: nobody changes it.
 *
 * @param getRaw the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they are
record Bytes(byte[] getRaw) implements Rawable {}
