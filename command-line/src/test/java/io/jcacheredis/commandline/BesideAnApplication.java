package io.jcacheredis.commandline;

import io.jcacheredis.RedisCache;
import io.jcacheredis.commandline.Application.Property;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Tests of the program beside an application that has an empty cache open, whose classes the program does not have. */
abstract class BesideAnApplication {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    Application application;
    RedisCache<String, Property> details;
    Cli cli;

    @BeforeEach
    void open() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.keys("jcache:*").forEach(jedis::del);
        }
        application = new Application(redis.uri());
        details = application.open("property:detail", Property.class);
        cli = Cli.with("--url", redis.uri().toString());
    }

    @AfterEach
    void end() {
        application.close();
    }
}
