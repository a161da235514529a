package io.jcacheredis.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes objects of those classes only that may be read again. */
class CheckedObjectOutput extends ObjectOutputStream {

    private final AllowList allowed;
    private @Nullable String exception;

    CheckedObjectOutput(OutputStream out, AllowList allowed) throws IOException {
        super(out);
        this.allowed = allowed;
    }

    /** Writes the one object of this stream. */
    final void write(Object value) throws IOException {
        writeObject(value);
        flush();
        if (exception != null) {
            throw allowed.refusal(exception);
        }
    }

    @Override
    protected final void annotateClass(Class<?> type) {
        if (exception != null || allowed.permits(type)) {
            return;
        }
        if (!IOException.class.isAssignableFrom(type)) {
            throw allowed.refusal(type.getName());
        }
        // Usually the stream reporting its own failure in itself: refusing that would hide the failure.
        exception = type.getName();
    }

    @Override
    protected final void annotateProxyClass(Class<?> type) {
        for (Class<?> implemented : type.getInterfaces()) {
            allowed.require(implemented.getName());
        }
    }
}
