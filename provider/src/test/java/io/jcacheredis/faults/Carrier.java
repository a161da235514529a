package io.jcacheredis.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Carries the bytes of one connection one way. */
final class Carrier implements Runnable {

    enum Mode {
        PASS,
        /** Reads and keeps. */
        HOLD,
        /** Does not read. */
        STOP
    }

    private static final int NEVER = -1;

    private final FaultProxy.Way way;
    private final Socket from;
    private final Socket to;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Mode mode;
    private int left = NEVER;
    private boolean repeat;
    private boolean ended;

    Carrier(FaultProxy.Way way, Socket from, Socket to, Mode mode) {
        this.way = way;
        this.from = from;
        this.to = to;
        this.mode = mode;
    }

    FaultProxy.Way way() {
        return way;
    }

    void setMode(Mode newMode) {
        lock.lock();
        try {
            mode = newMode;
            changed.signalAll();
            if (mode == Mode.PASS) {
                letGo();
            }
        } finally {
            lock.unlock();
        }
    }

    private void letGo() {
        try {
            held.writeTo(to.getOutputStream());
        } catch (IOException e) {
            // whom it was for has gone
        }
        held.reset();
    }

    /** Changes the order of the whole messages among what is held that tell of changes. */
    void reverse() {
        lock.lock();
        try {
            byte[] reversed = Invalidations.reversed(held.toByteArray());
            held.reset();
            held.writeBytes(reversed);
        } finally {
            lock.unlock();
        }
    }

    void cutAfter(int bytes) {
        lock.lock();
        try {
            left = bytes;
        } finally {
            lock.unlock();
        }
    }

    void repeatOnce() {
        lock.lock();
        try {
            repeat = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        boolean cut = false;
        try {
            byte[] buffer = new byte[8192];
            int count = 0;
            while (count >= 0 && !cut) {
                cut = !carry(buffer, count);
                count = cut ? 0 : from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // one of them ended
        }
        awaitLettingGo();
        if (cut || way == FaultProxy.Way.TO_CLIENT) {
            close();
        } else {
            // A reset could overtake what was just carried; the other way ends when the server has seen the end.
            shutDown();
        }
    }

    private void shutDown() {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    /** Carries some bytes and waits until more may be read. */
    private boolean carry(byte[] bytes, int count) throws IOException {
        lock.lock();
        try {
            if (mode == Mode.HOLD) {
                held.write(bytes, 0, count);
                return true;
            }
            int allowed = left == NEVER ? count : Math.min(left, count);
            OutputStream out = to.getOutputStream();
            if (repeat && allowed > 0) {
                repeat = false;
                byte[] twice = Arrays.copyOf(bytes, 2 * allowed);
                System.arraycopy(bytes, 0, twice, allowed, allowed);
                out.write(twice);
            } else {
                out.write(bytes, 0, allowed);
            }
            if (left != NEVER) {
                left -= allowed;
            }
            while (mode == Mode.STOP && !ended) {
                changed.awaitUninterruptibly();
            }
            return allowed == count;
        } finally {
            lock.unlock();
        }
    }

    /** What was held is carried also if its sender has gone. */
    private void awaitLettingGo() {
        lock.lock();
        try {
            while (held.size() > 0 && !ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        reset(from);
        reset(to);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
