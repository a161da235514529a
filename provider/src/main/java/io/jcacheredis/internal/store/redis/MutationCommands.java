package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import redis.clients.jedis.CommandObject;

/** Says a mutation as one command for Redis. */
interface MutationCommands {

    /** The command for this mutation of the entry at this Redis key, which also reads the reply. */
    CommandObject<Outcome> command(byte[] redisKey, Mutation mutation);
}
