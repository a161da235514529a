package io.jcacheredis.codec;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Refuses to write a name with an unpaired surrogate, as that of a map's key may be: Jackson escapes it, and does not read
 * what it wrote. In other strings it does.
 */
final class ReadableNames extends JsonGeneratorDelegate {

    ReadableNames(JsonGenerator generator) {
        super(generator);
    }

    @Override
    public JsonGenerator writeName(String name) {
        delegate.writeName(Utf8.requireWellFormed(name));
        return this;
    }
}
