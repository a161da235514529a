package io.jcacheredis.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.source.Forms;
import io.jcacheredis.internal.store.redis.RemoteChange;
import io.jcacheredis.invalidation.InvalidationEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What others publish: events as JSON and as entries of a stream, their fields with zeros between them, and what other JVMs tell of
 * their changes. The first byte chooses.
 */
public final class EventFuzz {

    private EventFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        Bounds.check(
                bytes.length,
                switch (input.choose(3)) {
                    case 0 -> () -> check(input, () -> Forms.ofJson(input.rest()));
                    case 1 -> () -> check(input, () -> Forms.ofEntry(parts(input.rest())));
                    default -> () -> checkChange(input.rest());
                });
    }

    private static void check(Input input, Supplier<InvalidationEvent> form) {
        InvalidationEvent event;
        try {
            event = form.get();
        } catch (IllegalArgumentException e) {
            if (input.text().contains("secret") && e.toString().contains("secret")) {
                throw new AssertionError("a message repeats what somebody else said", e);
            }
            Outcomes.refuse();
            return;
        }
        List<byte[]> fields =
                new ArrayList<>(List.of("type".getBytes(UTF_8), event.type().getBytes(UTF_8)));
        event.attributes().forEach((name, value) -> {
            fields.add(name.getBytes(UTF_8));
            fields.add(value.getBytes(UTF_8));
        });
        boolean text = fields.stream().noneMatch(field -> new String(field, UTF_8).contains("?"));
        if (text && !Forms.ofEntry(fields).equals(event)) { // half a character is a ? in UTF-8
            throw new AssertionError("an event is another one when it is written as the fields of an entry");
        }
    }

    private static List<byte[]> parts(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == 0) {
                parts.add(Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        return parts;
    }

    private static void checkChange(byte[] message) {
        RemoteChange change = RemoteChange.read(message).orElse(null);
        if (change == null) {
            Outcomes.refuse();
            return;
        }
        byte[] written = change.written();
        if (change.redisKey().length + (written == null ? 0 : written.length) > message.length) {
            throw new AssertionError("there is more in it than came");
        }
    }
}
