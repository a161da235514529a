package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/** A call by digest, and the same in full. */
class ScriptTest {

    private static final Script RELEASE = Script.load("release.lua");

    private static CommandObject<Object> call(String... arguments) {
        CommandArguments call = RELEASE.call("k1".getBytes(UTF_8), "k2".getBytes(UTF_8));
        List.of(arguments).forEach(call::add);
        return new CommandObject<>(call, BuilderFactory.RAW_OBJECT);
    }

    private static CommandObject<Object> get() {
        return new CommandObject<>(new CommandArguments(Command.GET).key("k"), BuilderFactory.RAW_OBJECT);
    }

    private static List<String> words(CommandObject<?> command) {
        return StreamSupport.stream(command.getArguments().spliterator(), false)
                .map(argument -> new String(argument.getRaw(), UTF_8))
                .toList();
    }

    private static List<String> keys(CommandObject<?> command) {
        return command.getArguments().getKeys().stream()
                .map(key -> new String(key instanceof Rawable given ? given.getRaw() : (byte[]) key, UTF_8))
                .toList();
    }

    @Test
    void call_isByDigest_andKnowsItsKeys() {
        CommandObject<?> call = call("a", "b");

        assertThat(words(call)).hasSize(7).startsWith("EVALSHA").endsWith("2", "k1", "k2", "a", "b");
        assertThat(words(call).get(1)).matches("[0-9a-f]{40}");
        assertThat(keys(call)).containsExactly("k1", "k2");
    }

    @Test
    void inFull_isTheSameCallWithTheText() {
        CommandObject<?> full = Script.inFull(call("a", "b"));

        assertThat(words(full)).containsExactly("EVAL", RELEASE.toString(), "2", "k1", "k2", "a", "b");
        assertThat(keys(full)).containsExactly("k1", "k2");
        assertThat(RELEASE.toString()).contains("KEYS[1]").contains("ARGV[1]");
    }

    @Test
    void firstInFull_sendsTheTextOnce() {
        List<CommandObject<Object>> sent =
                Script.firstInFull(List.of(get(), call("a"), call("b"), get()), key -> "server");

        assertThat(sent).extracting(command -> words(command).get(0)).containsExactly("GET", "EVAL", "EVALSHA", "GET");
    }

    @Test
    void firstInFull_sendsTheTextOfEachScript() {
        CommandArguments other = Script.load("replace.lua").call("k".getBytes(UTF_8));
        CommandObject<Object> replace = new CommandObject<>(other, BuilderFactory.RAW_OBJECT);

        List<CommandObject<Object>> sent =
                Script.firstInFull(List.of(call("a"), replace, call("b"), replace), key -> "server");

        assertThat(sent)
                .extracting(command -> words(command).get(0))
                .containsExactly("EVAL", "EVAL", "EVALSHA", "EVALSHA");
    }

    @Test
    void load_ofWhatIsNotThere_saysWhatIsMissing() {
        assertThatThrownBy(() -> Script.load("nothing.lua"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing.lua is missing in the jar");
    }

    @Test
    void firstInFull_toSeveralServers_tellsEach() {
        Iterator<Object> servers = List.<Object>of("one", "two", "one", "two").iterator();
        List<CommandObject<Object>> sent =
                Script.firstInFull(List.of(call("a"), call("b"), call("a"), call("b")), key -> servers.next());

        assertThat(sent)
                .extracting(command -> command.getArguments().getCommand())
                .containsExactly(Command.EVAL, Command.EVAL, Command.EVALSHA, Command.EVALSHA);
    }
}
