package io.jcacheredis.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts that were made to do harm, for each of the readers of text. */
final class HostileTexts {

    private static final String SUB = Gadgets.Sub.class.getName();
    private static final String BEAN = Gadgets.Bean.class.getName();

    private HostileTexts() {}

    /** JSON of {@link StructuredTypes#POLYMORPHIC}, a list of {@link Model.Open}. */
    static List<String> polymorphic() {
        String allowed = Model.Allowed.class.getName();
        return List.of(
                "[{\"@class\":\"" + SUB + "\",\"a\":1}]",
                "[{\"a\":1,\"@class\":\"" + SUB + "\"}]",
                "[{\"@class\":\"" + BEAN + "\",\"name\":\"x\"}]",
                "[[\"" + SUB + "\",{\"a\":1}]]",
                "[{\"@class\":[\"" + SUB + "\"],\"a\":1}]",
                "[{\"@class\":\"" + allowed + "\",\"@class\":\"" + SUB + "\",\"a\":1}]",
                "[{\"@class\":\"" + allowed + "<" + SUB + ">\",\"a\":1}]",
                "[{\"@class\":\"java.util.ArrayList<" + SUB + ">\",\"a\":1}]",
                "[{\"@class\":\"[L" + SUB + ";\",\"a\":1}]",
                "[{\"@class\":\"" + SUB + "[]\",\"a\":1}]",
                "[{\"@class\":\"" + allowed + "\\u0000\",\"a\":1}]",
                "[{\"@class\":\"int\",\"a\":1}]",
                "[{\"@class\":\"\",\"a\":1}]",
                "[{\"@class\":null,\"a\":1}]",
                "[{\"@class\":\"" + "a.".repeat(20_000) + "\",\"a\":1}]",
                "[{\"@class\":\"" + "java.util.List<".repeat(5_000) + "\",\"a\":1}]");
    }

    /** JSON of {@link Model.Any}, which may hold what it likes. */
    static List<String> any() {
        return List.of(
                "{\"content\":" + "[".repeat(501),
                "{\"content\":" + "{\"a\":".repeat(501),
                "{\"content\":1e99999999999}",
                "{\"content\":" + "9".repeat(10_001) + "}",
                "{\"content\":NaN}",
                "{\"content\":'x'}",
                "{\"content\":1,}",
                "{\"content\":1}{}",
                "{\"content\":1}//",
                "/**/{\"content\":1}",
                "{\"content\":1,\"content\":2}",
                "{\"content\":{\"a\":1,\"\\u0061\":2}}",
                "{\"content\":\"\u0001\"}",
                "{\"content\":\"\\x\"}",
                "{\"content\":\"\\ud8\"}",
                "\uFEFF{\"content\":1}\uFEFF",
                "{\"type\":\"" + SUB + "\"}",
                "{\"type\":\"java.lang.Runtime\"}",
                "{\"type\":\"[[L" + SUB + ";\"}",
                "{\"bytes\":\"!\"}",
                "{\"open\":{\"@class\":\"" + SUB + "\"}}",
                "{\"open\":[{\"@class\":\"" + SUB + "\"}]}");
    }

    /** Keys of {@link KeyFuzz}. */
    static List<String> keys() {
        return List.of(
                "@list(".repeat(65),
                "@enum:" + Gadgets.Constants.class.getName() + ":BODY",
                "@rec:" + BEAN + "(@int:1)",
                "@rec:int(@int:1)",
                "@key:" + BEAN + "(a)",
                "@java:rO0ABXNyAA",
                "@bigint:" + "9".repeat(10_001),
                "@decimal:1E-99999999999",
                "@arr:int(" + "1,".repeat(10_000) + "x)",
                "@list(" + "\\".repeat(9_999) + ")",
                "@map(" + "a,".repeat(10_000) + ")",
                "@set(" + "@null,".repeat(10_000) + "@null)",
                "@zoneddatetime:2026-11-22T10:15:30+01:00[../../etc/passwd]");
    }

    /** Files of YAML, none of which is a configuration. */
    static Map<String, byte[]> yaml() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        List<String> texts = List.of(
                "a: &a [x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]\n",
                "a: &a [*a]\n",
                "a: &a {<<: *a}\n",
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x\"]]]]\n",
                "jcache.redis: {timeout: !!java.lang.String 1s}\n",
                "%TAG ! tag:x,2026:\n---\njcache.redis: {timeout: !y 1s}\n",
                "jcache.redis: {timeout: !!binary MXM=}\n",
                "jcache.redis: {timeout: 1s, timeout: 2s}\n",
                "jcache.redis: {timeout: 1s}\n---\njcache.redis: {timeout: 2s}\n",
                "jcache.redis: {limits: {nesting: 0o17}}\n",
                "jcache.redis: {limits: {nesting: 1_0}}\n",
                "jcache.redis: {timeout: 1:30}\n",
                "jcache.redis: {defaults: {statistics: yes}}\n",
                "jcache.redis: {timeout: \"1s\u0000\"}\n",
                "jcache.redis:\n\ttimeout: 1s\n",
                "jcache.redis: {timeout: '1s\n",
                "? [jcache, redis]\n: 1s\n",
                "{{a: b}: c}\n",
                "- jcache\n",
                "jcache.redis\u2028timeout: 1s\n",
                "jcache: " + "{a: ".repeat(50_000),
                "jcache: " + "- ".repeat(50_000),
                "? ".repeat(50_000),
                "a".repeat(500_000) + ": 1\n",
                "\"" + "\\u0041".repeat(80_000) + "\": 1\n",
                "#".repeat(500_000) + "\nx: 1\n",
                unknown(": 1\n"));
        for (String text : texts) {
            all.put(text.strip().substring(0, Math.min(40, text.strip().length())), text.getBytes(UTF_8));
        }
        for (Charset other : List.of(UTF_16, Charset.forName("UTF-16LE"), Charset.forName("IBM037"))) {
            all.put("in " + other, "jcache.redis: {timeout: 1s}\n".getBytes(other));
        }
        all.put("bytes that are no text", new byte[] {'a', ':', ' ', (byte) 0xC0, (byte) 0x80});
        return all;
    }

    /** As many unknown names as a file has room for. */
    private static String unknown(String end) {
        return IntStream.range(0, 30_000)
                .mapToObj(i -> "jcache.redis.x" + Integer.toString(i, 36) + end)
                .collect(Collectors.joining());
    }

    /** Files of properties, none of which is a configuration. */
    static List<String> properties() {
        return List.of(
                "jcache.redis.timeout=\\u12\n",
                "jcache.redis.timeout=\\uD83D\n",
                "jcache.redis.\\u0000=1\n",
                "jcache.redis.timeout=1s\njcache.redis.timeout=2s\n",
                "jcache.redis.t\\u0069meout=1s\njcache.redis.timeout=2s\n",
                "jcache.redis.caches[a.codec=json\n",
                "jcache.redis.caches[" + "]".repeat(500_000) + "\n",
                "jcache.redis.caches[" + "].x=".repeat(100_000) + "\n",
                "jcache.redis.caches[" + "a:=".repeat(300) + "].codec=nothing\n",
                "jcache.redis.timeout=" + "\\\n".repeat(300_000),
                "jcache.redis." + "\\".repeat(500_000) + "\n",
                "jcache.redis." + ".".repeat(500_000) + "\n",
                "jcache.redis.defaults.value-type=String" + "[]".repeat(300_000) + "\n",
                "jcache.redis.timeout=" + "9".repeat(500_000) + "s\n",
                "jcache.redis.serialization.allow=" + "*;".repeat(100_000) + "a*b\n",
                unknown("=1\n"));
    }
}
