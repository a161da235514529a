package io.jcacheredis.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Looks at Redis as {@code redis-cli} would, past the caches. */
final class RedisKeys implements AutoCloseable {

    private final RedisClient redis;
    private final String prefix;

    RedisKeys(String url, String prefix) {
        this.redis = RedisClient.create(url);
        this.prefix = prefix;
    }

    /** One line for each key: its name, its value, its time to live. */
    List<String> describe() {
        return keys().stream()
                .map(key -> "GET " + key + "  ->  " + redis.get(key) + "   (PTTL " + redis.pttl(key) + ")")
                .toList();
    }

    int count() {
        return keys().size();
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = redis.scan(cursor, new ScanParams().match(prefix + "*"));
            keys.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return keys.stream().distinct().sorted().toList();
    }

    @Override
    public void close() {
        redis.close();
    }
}
