package io.jcacheredis.internal.connection;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lanes that share one queue. A call takes an idle lane at once, which costs what a connection of its own would. When all
 * are busy it waits in the queue, and the next leader who gets a lane sends everything that waits together with its own call:
 * one write and mostly one read for all of them, where a pool would make each thread do its own. This is flat combining
 * (Hendler, Incze, Shavit, Tzafrir, SPAA 2010) with a lane as the lock.
 *
 * <p>A leader sends one batch, hands the lane on to the thread that has waited the longest, and only then wakes the others. So
 * nobody works for others for longer than for itself, and no lane is idle while somebody waits.
 *
 * <p>A virtual thread never leads, since an interrupt would close the socket that it reads: threads of the executor lead for
 * them, at most as many as there are lanes.
 */
final class LaneGroup {

    private final List<Lane> lanes;
    private final long shortestNanos;
    private final boolean onlyOurs;
    private final Executor threads;
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();

    /**
     * A group of lanes.
     *
     * @param shortestNanos a call that has less time left is not sent, as it could hardly be answered
     * @param onlyOurs whether threads of ours lead for all, as an interrupt closes the socket of any thread
     * @param threads lead for virtual threads
     */
    LaneGroup(List<Lane> lanes, long shortestNanos, boolean onlyOurs, Executor threads) {
        this.lanes = List.copyOf(lanes);
        this.shortestNanos = shortestNanos;
        this.onlyOurs = onlyOurs;
        this.threads = threads;
    }

    /** Sends a call of this thread and waits for its replies. See {@link Call#await} for what it throws. */
    void run(Call call) {
        Lane lane = mayLead(call) ? idle() : null;
        if (lane != null) {
            call.take();
            lead(lane, call);
            return;
        }
        waiting.add(call);
        // A lane may have become idle before its leader could see this call.
        lane = idle();
        if (lane != null) {
            handOn(lane);
        }
        lane = call.await();
        if (lane != null) {
            lead(lane, call);
        }
    }

    /** How many calls wait. */
    int waiting() {
        return waiting.size();
    }

    private boolean mayLead(Call call) {
        return !onlyOurs && !call.ownerIsVirtual();
    }

    private @Nullable Lane idle() {
        for (int i = 0; i < lanes.size(); i++) { // as each call comes here: without an iterator
            if (lanes.get(i).tryLead()) {
                return lanes.get(i);
            }
        }
        return null;
    }

    private void lead(Lane lane, Call own) {
        Batch batch = null; // even making one can fail, for want of memory
        try {
            batch = new Batch(shortestNanos);
            batch.add(own);
            batch.fill(waiting);
            if (!batch.isEmpty()) {
                lane.serve(batch);
            }
        } finally {
            handOn(lane);
            if (batch == null) {
                own.finish();
            } else {
                batch.finish();
            }
        }
    }

    /** Gives the lane to who has waited the longest, or to nobody. */
    private void handOn(Lane lane) {
        while (true) {
            Call next = waiting.poll();
            if (next == null) {
                lane.leave();
                if (waiting.isEmpty() || !lane.tryLead()) {
                    return;
                }
            } else if (mayLead(next) ? next.makeLeader(lane) : leadBy(threads, lane, next)) {
                return;
            }
        }
    }

    private boolean leadBy(Executor executor, Lane lane, Call next) {
        if (!next.take()) {
            return false;
        }
        try {
            executor.execute(() -> lead(lane, next));
            return true;
        } catch (RuntimeException | Error e) {
            // No thread is to be had; the call must not wait for one.
            next.failUnlessAnswered(e);
            next.finish();
            return false;
        }
    }
}
