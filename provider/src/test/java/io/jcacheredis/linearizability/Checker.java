package io.jcacheredis.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a history is linearizable (Herlihy, Wing, TOPLAS 1990): whether each call can have taken effect at one moment
 * between its begin and its end. Keys are independent of each other, so each has its own search, by the algorithm of Wing
 * and Gong (JPDC 1993) with Lowe's memory of what was tried (2017).
 *
 * <p>A call whose outcome is unknown may take effect at any time or never; but not after a later call of the same JVM has
 * returned, as what a JVM sends later is kept behind it.
 */
final class Checker {

    /** A call that is known to have ended, or one that is open until then. */
    private record Bounded(Call call, long end, boolean known) {}

    private Checker() {}

    /** The keys whose calls contradict each other, with their calls; empty if the history is linearizable. */
    static Map<String, List<Call>> violations(List<Call> history) {
        List<Bounded> bounded = bounded(history);
        Map<String, List<Bounded>> byKey = bounded.stream()
                .collect(Collectors.groupingBy(one -> one.call().key(), TreeMap::new, Collectors.toList()));
        Map<String, List<Call>> violations = new TreeMap<>();
        byKey.forEach((key, calls) -> {
            if (!new Checker.Search(calls).succeeds()) {
                violations.put(
                        key,
                        calls.stream()
                                .map(Bounded::call)
                                .sorted(Comparator.comparingLong(Call::begin))
                                .toList());
            }
        });
        return violations;
    }

    /** Gives each open call the end of the first one that its JVM began later and that was answered. */
    private static List<Bounded> bounded(List<Call> history) {
        Map<Integer, List<Call>> answered = history.stream()
                .filter(call -> !call.isOpen())
                .sorted(Comparator.comparingLong(Call::begin))
                .collect(Collectors.groupingBy(Call::jvm));
        List<Bounded> bounded = new ArrayList<>();
        for (Call call : history) {
            // The result of an open call is the time at which its caller gave up.
            long end = call.isOpen()
                    ? firstEndAfter(answered.getOrDefault(call.jvm(), List.of()), call.result())
                    : call.end();
            bounded.add(new Bounded(call, end, !call.isOpen()));
        }
        return bounded;
    }

    private static long firstEndAfter(List<Call> byBegin, long time) {
        int low = 0;
        int high = byBegin.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (byBegin.get(middle).begin() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long end = Call.OPEN;
        // Calls of several threads begin in one order and end in another; one later by far can't end first.
        for (int i = low; i < byBegin.size() && i < low + 64; i++) {
            end = Math.min(end, byBegin.get(i).end());
        }
        return end;
    }

    /** A begin or an end, in a list that can be put together again as it was. */
    private static final class Event {

        private final int number;
        private final Bounded call;
        private final boolean begin;
        private final long time;
        private Event match;
        private Event previous;
        private Event next;

        Event(int number, Bounded call, boolean begin) {
            this.number = number;
            this.call = call;
            this.begin = begin;
            this.time = begin ? call.call().begin() : call.end();
        }

        private void unlink() {
            previous.next = next;
            if (next != null) {
                next.previous = previous;
            }
        }

        private void link() {
            previous.next = this;
            if (next != null) {
                next.previous = this;
            }
        }
    }

    private record Tried(BitSet done, long state) {}

    private record Step(Event begin, long before, boolean effective) {}

    private static final class Search {

        private final Event head =
                new Event(-1, new Bounded(new Call(0, Call.Kind.GET, "", 0, 0, 0, 0, 0), 0, true), true);
        private final BitSet done = new BitSet();
        private final Deque<Step> steps = new ArrayDeque<>();
        private final Set<Tried> tried = new HashSet<>();
        private long state = Call.NOTHING;

        Search(List<Bounded> calls) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                Event begin = new Event(i, calls.get(i), true);
                Event end = new Event(i, calls.get(i), false);
                begin.match = end;
                end.match = begin;
                events.add(begin);
                events.add(end);
            }
            // At the same time begins come first: the calls count as concurrent.
            events.sort(Comparator.comparingLong((Event event) -> event.time).thenComparing(event -> !event.begin));
            Event last = head;
            for (Event event : events) {
                last.next = event;
                event.previous = last;
                last = event;
            }
        }

        boolean succeeds() {
            Event event = head.next;
            while (head.next != null) {
                if (event == null) {
                    event = stepBack();
                } else if (event.begin) {
                    long next = event.call.call().next(state, event.call.known());
                    event = next != Call.IMPOSSIBLE && isNew(event, next) ? take(event, next, true) : event.next;
                } else if (!event.call.known() && isNew(event.match, state)) {
                    event = take(event.match, state, false);
                } else {
                    event = stepBack();
                }
                if (event == null && steps.isEmpty() && head.next != null) {
                    return false;
                }
            }
            return true;
        }

        private boolean isNew(Event begin, long next) {
            BitSet then = (BitSet) done.clone();
            then.set(begin.number);
            return tried.add(new Tried(then, next));
        }

        private Event take(Event begin, long next, boolean effective) {
            steps.push(new Step(begin, state, effective));
            state = next;
            done.set(begin.number);
            begin.unlink();
            begin.match.unlink();
            return head.next;
        }

        /** The event after the last step, which is taken back; null if there is none. */
        private Event stepBack() {
            while (!steps.isEmpty()) {
                Step step = steps.pop();
                state = step.before();
                done.clear(step.begin().number);
                step.begin().match.link();
                step.begin().link();
                if (step.effective()) {
                    return step.begin().next;
                }
                // It was left out at its end, after which nothing else could be tried.
            }
            return null;
        }
    }
}
