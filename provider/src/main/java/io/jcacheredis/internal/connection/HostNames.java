package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Looks up the addresses of hosts within a time limit, which Java's own lookup does not have. A thread of the executor waits
 * for the name server, one for each name however many want to know it, and may do so after everybody has gone.
 */
final class HostNames {

    /** Java's own lookup, or one of a test. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** Nobody is asked for these. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|.*:.*");

    private final Lookup lookup;
    private final Executor threads;
    private final Map<String, FutureTask<InetAddress[]>> going = new ConcurrentHashMap<>();

    HostNames(Lookup lookup, Executor threads) {
        this.lookup = lookup;
        this.threads = threads;
    }

    /**
     * The addresses of a host, at least one. An interrupt is kept and does not end the wait, as it does not end that for a
     * reply.
     *
     * @throws SocketTimeoutException if they are not known in time
     * @throws IOException if there is no such host
     */
    InetAddress[] addresses(String host, int timeoutMillis) throws IOException {
        if (NUMBERS.matcher(host).matches()) {
            return lookup.of(host);
        }
        try {
            return await(lookUp(host), timeoutMillis);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the name " + host + " was not looked up in time");
        } catch (ExecutionException e) {
            throw new IOException(host + " can't be looked up", e.getCause());
        }
    }

    private FutureTask<InetAddress[]> lookUp(String host) {
        FutureTask<InetAddress[]> own = new FutureTask<>(() -> lookup.of(host));
        FutureTask<InetAddress[]> other = going.putIfAbsent(host, own);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> {
                try {
                    own.run();
                } finally {
                    going.remove(host, own);
                }
            });
        } catch (RuntimeException | Error e) {
            going.remove(host, own);
            throw e;
        }
        return own;
    }

    private static InetAddress[] await(FutureTask<InetAddress[]> task, int timeoutMillis)
            throws ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
