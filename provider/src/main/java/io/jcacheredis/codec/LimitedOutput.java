package io.jcacheredis.codec;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** The bytes of a value that is being written, up to {@link Limit#VALUE_BYTES}. A part that is shared may come often. */
final class LimitedOutput extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final int limit;

    LimitedOutput(CodecSettings settings) {
        this.limit = settings.limit(Limit.VALUE_BYTES);
    }

    @Override
    public void write(int b) {
        require(1);
        bytes.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        require(length);
        bytes.write(source, offset, length);
    }

    private void require(int more) {
        if (more > limit - bytes.size()) {
            throw Limit.VALUE_BYTES.exceeded(limit);
        }
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
