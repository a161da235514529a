package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

class CommandsTest {

    private static final byte[] KEY = "books:1".getBytes(US_ASCII);

    /** A command as versions of Jedis before 8 keep it. */
    private static CommandArguments keeping(Object key) {
        return new CommandArguments(Command.GET) {
            @Override
            public List<Object> getKeys() {
                return List.of(key);
            }
        };
    }

    @Test
    void firstKey_isThatOfTheCommand_howeverItWasGivenAndIsKept() {
        Joined parts = new Joined("books:".getBytes(US_ASCII), "1".getBytes(US_ASCII));

        assertThat(Commands.firstKey(new CommandArguments(Command.MGET).key(KEY).key("other".getBytes(US_ASCII))))
                .isEqualTo(KEY);
        assertThat(Commands.firstKey(new CommandArguments(Command.GET).key(parts)))
                .isEqualTo(KEY);
        assertThat(Commands.firstKey(keeping(KEY))).isEqualTo(KEY);
        assertThat(Commands.firstKey(keeping(parts))).isEqualTo(KEY);
    }

    @Test
    void firstKeyOfACommandWithoutKeys_isNull() {
        assertThat(Commands.firstKey(new CommandArguments(Command.SCAN).add(0))).isNull();
    }

    @Test
    void firstArgument_followsTheName() {
        assertThat(Commands.firstArgument(
                        new CommandArguments(Command.CLIENT).add("KILL").add("ID")))
                .isEqualTo("KILL".getBytes(US_ASCII));
    }
}
