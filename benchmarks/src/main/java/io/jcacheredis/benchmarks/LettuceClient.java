package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.URI;

/** Lettuce by its synchronous interface, with the one connection that it shares between threads. */
final class LettuceClient implements Client {

    private static final String PREFIX = Client.prefix("lettuce");

    private final RedisClient client;
    private final RedisCommands<byte[], byte[]> commands;

    LettuceClient(URI redis) {
        this.client = RedisClient.create(redis.toString());
        this.commands = client.connect(ByteArrayCodec.INSTANCE).sync();
    }

    private static byte[] bytes(String key) {
        return (PREFIX + key).getBytes(UTF_8);
    }

    @Override
    public Object get(String key) {
        return commands.get(bytes(key));
    }

    @Override
    public void put(String key, Object value) {
        commands.set(bytes(key), (byte[]) value, SetArgs.Builder.px(TIME_TO_LIVE_MILLIS));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
