package io.jcacheredis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Starts servers at once, tells about them, and ends without closing them when its input ends. */
final class ServersMain {

    private ServersMain() {}

    /** A server of a child JVM. */
    record Started(long pid, int port, Path folder) {

        static List<Started> readFrom(ChildJvm jvm, int count) {
            return java.util.stream.IntStream.range(0, count)
                    .mapToObj(i -> jvm.readLine().split(" ", 3))
                    .map(words -> new Started(Long.parseLong(words[0]), Integer.parseInt(words[1]), Path.of(words[2])))
                    .toList();
        }

        /** A zombie, which some other process fails to bury, has no command any more. */
        boolean runs() {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .isPresent();
        }
    }

    /** Arguments: how many servers, and {@code pause} to have them paused. */
    public static void main(String[] args) throws IOException {
        List<EmbeddedRedis> servers = Group.start(Integer.parseInt(args[0]), index -> EmbeddedRedis.start());
        StringBuilder lines = new StringBuilder();
        for (EmbeddedRedis server : servers) {
            String folder = server.ask(jedis -> jedis.configGet("dir")).get("dir");
            lines.append(server.pid())
                    .append(' ')
                    .append(server.port())
                    .append(' ')
                    .append(folder)
                    .append('\n');
            if (args.length > 1) {
                server.pause();
            }
        }
        System.out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        while (System.in.read() >= 0) {}
    }
}
