package io.jcacheredis.fuzz;

import java.util.List;

/** Texts that the fuzzer begins with. Where an address has a password, it is the one that no message may show. */
final class SeedTexts {

    /** For each of {@link TextFuzz#TYPES}. */
    static final List<List<String>> SCALARS = List.of(
            List.of("true", "false"),
            List.of("-128"),
            List.of("32767"),
            List.of("42"),
            List.of("-9223372036854775808"),
            List.of("1.5", "NaN", "1e3"),
            List.of("-0.0", "Infinity", "1E23"),
            List.of("a", "\\uD800"),
            List.of("123456789012345678901234567890"),
            List.of("1.50", "1E+2", "0E-10"),
            List.of("123e4567-e89b-12d3-a456-426614174000"),
            List.of("http://example.com/a?b=c#d", "mailto:a@example.com"),
            List.of("EUR"),
            List.of("2026-11-22T10:15:30.123456789Z", "+10000-01-01T00:00:00Z"),
            List.of("2026-11-22"),
            List.of("10:15:30"),
            List.of("2026-11-22T10:15"),
            List.of("10:15:30+01:00"),
            List.of("2026-11-22T10:15:30+05:30"),
            List.of("2026-11-22T10:15:30+01:00[Europe/Paris]", "2026-11-22T10:15Z[UTC]"),
            List.of("+01:02:03"),
            List.of("2026"),
            List.of("2026-11", "+12345-01"),
            List.of("--02-29"),
            List.of("PT1H2M3.5S", "PT-0.000000001S"),
            List.of("P1Y2M3D"),
            List.of("2026-11-22T10:15:30Z"),
            List.of("RED", "GREEN"));

    static final List<String> YAML = List.of(
            """
            jcache:
              redis:
                url: "redis://u:c4n4ry@cache.example:7000/2" # not here
                timeout: 750ms
                key-prefix: 'app:'
                on-failure: degrade
                commands: script
                serialization: {allow: com.acme.**}
                limits: {value-bytes: 1MB, nesting: 50}
            """,
            """
            jcache:
              redis:
                defaults: {codec: auto, expiry: {modified: 1h}}
                caches:
                  property:detail:
                    expiry: {created: 10m}
                    key-type: String
                    value-type: java.util.ArrayList
                    listeners:
                      - class: io.jcacheredis.internal.configuration.TestClasses$Listener
                        synchronous: true
                  "com.acme.entity.**": {expiry: {accessed: 1d}}
                  com.acme.*.User: {statistics: true}
                invalidation:
                  - on: [property.*, a]
                    when: {cache: users, a.b: 1}
                    purge: ["property:detail:{id}", "a{{b}}[c]"]
                    purge-tags: "t:{id}, u\\\\,v"
            """,
            "jcache.redis.caches:\n  a: &x {codec: json}\n  b: *x\n  c: !!java.net.URL [x]\n",
            "jcache.redis:\n  url: >-\n    redis://:c4n4ry@h\n  timeout: |\n    1s\n  key-prefix: \"\\u0041\\x41\"\n",
            "%YAML 1.1\n---\njcache: {redis: {caches: {a: , [b]: {}}}}\n...\n---\nx\n",
            "? jcache.redis\n: ? timeout\n  : 1s\n  ? url\n  : redis://:c4n4ry@a,b\n",
            "jcache:\n  redis:\n    <<: {timeout: 1s}\n    url: [redis://:c4n4ry@h\n");

    static final List<String> JSON = List.of(
            """
            {"jcache": {"redis": {"url": "redis://u:c4n4ry@cache.example:7000/2", "timeout": "750ms", "key-prefix": "app:",
             "limits": {"value-bytes": "1MB", "nesting": 50}, "defaults": {"codec": "auto", "statistics": true}}}}""",
            """
            {"jcache.redis": {"caches": {"property:detail": {"expiry": {"created": "10m"}, "key-type": "String",
             "listeners": [{"class": "io.jcacheredis.internal.configuration.TestClasses$Listener"}]},
             "com.acme.entity.**": {"codec": "json"}, "com.acme.*.User": {"codec": "java"}}}}""",
            "{\"jcache.redis.url\": \"redis://:c4n4ry@a,b\", \"jcache.redis.url\": 1e3, \"jcache\": null}",
            "{\"jcache.redis.caches[a].codec\": \"json\", \"\\u006acache.redis.timeout\": \"\\ud800\"}");

    static final List<String> PROPERTIES =
            List.of("""
            # comment
            jcache.redis.url=redis://u:c4n4ry@cache.example:7000/2
            jcache.redis.timeout : 750ms
            jcache.redis.limits.value-bytes 1MB
            jcache.redis.defaults.expiry.modified = \\
               1h
            jcache.redis.caches[property:detail].expiry.created=10m
            jcache.redis.caches[a b].codec=json
            jcache.redis.caches[com.acme.entity.**].statistics=true
            """, """
            jcache.redis.caches[x].listeners[0].class=io.jcacheredis.internal.configuration.TestClasses$Listener
            jcache.redis.caches[x].listeners[0].synchronous=true
            jcache.redis.caches[x].key-type=Str\\u0069ng
            jcache.redis.timeot=\\uZZZZ
            """, "jcache.redis.url redis://:c4n4ry@a,b\r\njcache.redis.url=x\r! no\n\\\n");

    static final List<String> NAMES = List.of(
            "\0url=redis://u:c4n4ry@cache.example:7000/2\ntimeout=750ms\nlimits.value-bytes=1MB",
            "\1caches[property:detail].expiry.created=10m\ncaches[a]].codec=json\ndefaults.codec=cbor",
            "\0caches[x].listeners[0].class=io.jcacheredis.internal.configuration.TestClasses$Listener\n"
                    + "caches[x].listeners[0].old-value-required=true",
            "\0caches[com.acme.*.User].codec=json\ncaches[com.acme.entity.*].codec=java",
            "\0invalidation[0].on=a,b*\ninvalidation[0].purge=a:{x}*\ninvalidation[0].when[y.z]=1",
            "\1url=redis://:c4n4ry@a,b\nurll=redis://:c4n4ry@h\ntest.x=1\ncaches[x=1");

    static final List<String> ENVIRONMENT = List.of(
            "\u0000redis://u:c4n4ry@cache.example:7000/2\n\u0001app:\n\u000260",
            "TIMEOUT=1s\nSERVICE_HOST=a\nDEFAULTS_CODEC=json\nLIMITS_NESTING=10",
            "\u0003redis://:c4n4ry@a,b\n\u0004soon\n\u0008100MB\n\u0009 1h",
            "URLL=redis://:c4n4ry@h\nCONFIG=classpath:x.yaml\nDEFAULTS_LOADER=io.jcacheredis.internal.configuration"
                    + ".TestClasses$Loader");

    /** With the place of a setting among {@link ValuesFuzz#SETTINGS} before it. */
    static final List<String> VALUES = List.of(
            "\u0000500ms",
            "\u0000PT30S",
            "\u000036500d",
            "\u000110m",
            "\u000264MB",
            "\u00029999999GB",
            "\u0003500",
            "\u0004Strict",
            "\u0005com.acme.**;!com.acme.Bad;maxdepth=5",
            "\u0006String",
            "\u0006byte[][]",
            "\u0006java.util.Map",
            "\u0007io.jcacheredis.internal.configuration.TestClasses$LoaderFactory",
            "\u0008json",
            "\u000910KB",
            "\n7",
            "\u000Btrue",
            "\fclasspath:other.yaml",
            "\ffile:///x/y.json",
            "\rtrue");

    static final List<String> PATTERNS = List.of(
            "com.acme.**\ncom.acme.*\ncom.acme.User",
            "*:detail\nproperty:*\nproperty:detail",
            "**a**b**c**d\nabcd",
            "a*b*c\na*c*b\nabcbc");

    /** Of {@link AddressFuzz}: scheme, what stands before the password, and what behind. */
    static final List<String> ADDRESSES = List.of(
            "\u0000\nlocalhost",
            "\u0001user\ncache.example:7000/2",
            "\u0002a%20b\n[::1]:6379/0",
            "\u0003\nexample",
            "\u0004user\nx/caches.yaml",
            "\u0005\n/etc/x.yaml",
            "\u0000a,b\nh_x:99999/x?y#z");

    static final List<String> EVENTS = List.of(
            "{\"type\": \"property.updated\", \"property_id\": \"prop-123\", \"count\": 2, \"big\": 1e400, \"on\": true, \"no\": null}",
            "{\"type\": \"\", \"secret\": \"secret\"}",
            "{\"type\": \"a\", \"type\": \"secret\"}",
            "{\"type\": \"a\", \"secret\": {\"a\": [1]}}",
            "{\"type\": \"\\ud83d\\ude00\\u0000\"}");

    static final List<String> REPLIES = List.of(
            "+OK\r\n:-2\r\n$5\r\na\r\nb:\r\n$-1\r\n",
            "*3\r\n$1\r\na\r\n:7\r\n*-1\r\n-ERR unknown command\r\n",
            "-MOVED 3999 127.0.0.1:6381\r\n-ASK 3999 [::1]:6381\r\n-NOSCRIPT No matching script\r\n",
            "%1\r\n+a\r\n:1\r\n~2\r\n#t\r\n,1.5\r\n(123456789012345678901234567890\r\n_\r\n",
            ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n>2\r\n$10\r\ninvalidate\r\n_\r\n",
            ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$3\r\nabc\r\n$536870912\r\nshort");

    private SeedTexts() {}
}
