package io.jcacheredis.internal.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.UnusedConnections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.cache.CacheException;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis that notes what the registry's scripts are asked and answers as it is told: by itself, that all is well. */
final class FakeRegistry extends UnusedConnections {

    private record Answer(boolean unbroken, List<Object> refusals) {}

    private final List<String> asked = new ArrayList<>();
    private final Set<String> jvms = new HashSet<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private JedisException failure;
    private FailureKind kind = FailureKind.UNREACHABLE;
    private int generation;
    private int tokens;
    private Runnable before = () -> {};

    /** Has the next claims refused: the one with this number, from 1 on, by a JVM that has these keys. */
    void refuseNext(long number, String start) {
        List<Object> refusal = List.of(number, bytes(start), bytes("form"), bytes("string"), bytes("JVM other"));
        answers.add(new Answer(true, List.of(refusal)));
    }

    /** Has the next claim find that the earlier ones are lost. */
    void loseNext() {
        answers.add(new Answer(false, List.of()));
    }

    void failWith(FailureKind newKind, JedisException newFailure) {
        kind = newKind;
        failure = newFailure;
    }

    void heal() {
        failure = null;
    }

    /** Has something done before each answer. */
    void beforeEach(Runnable newBefore) {
        before = newBefore;
    }

    void breakConnections() {
        generation++;
    }

    /** The names under which claims were made. */
    Set<String> jvms() {
        return Set.copyOf(jvms);
    }

    /**
     * What was asked since the last call: {@code claim TOKEN STARTS}, {@code release START} or {@code end}. Tokens are t1, t2
     * and so on.
     */
    List<String> asked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    @Override
    public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        List<String> arguments = StreamSupport.stream(command.getArguments().spliterator(), false)
                .map(argument -> new String(argument.getRaw(), UTF_8))
                .toList();
        // 0 is the command, 1 the script, 2 the number of keys, 3 and 4 the keys
        List<String> own = arguments.subList(5, arguments.size());
        boolean release = own.get(0).equals("claim") || own.get(0).equals("lease");
        asked.add(release ? released(own) : claimed(own));
        before.run();
        if (failure != null) {
            throw failure;
        }
        return command.getBuilder().build(release ? (Object) 1L : answer());
    }

    private static String released(List<String> arguments) {
        String[] member = arguments.get(1).split("\0", -1);
        return arguments.get(0).equals("lease") ? "end" : "release " + member[0];
    }

    private String claimed(List<String> arguments) {
        jvms.add(arguments.get(0));
        StringBuilder text = new StringBuilder("claim " + arguments.get(2));
        for (int i = 3; i < arguments.size(); i += 3) {
            text.append(' ').append(arguments.get(i));
        }
        return text.toString();
    }

    private List<Object> answer() {
        Answer answer = answers.isEmpty() ? new Answer(true, List.of()) : answers.remove();
        List<Object> reply = new ArrayList<>();
        reply.add(bytes("t" + ++tokens));
        reply.add(answer.unbroken() ? 1L : 0L);
        reply.addAll(answer.refusals());
        return reply;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public CacheException failure(String subject, JedisException cause) {
        return new CacheException(subject + " failed", cause);
    }

    @Override
    public FailureKind kindOf(JedisException of) {
        return kind;
    }

    @Override
    public int generation() {
        return generation;
    }
}
