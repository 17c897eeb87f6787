package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Job;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What settling writes, as one transaction. What is final needs no row; what is not has one, and of each key only the first,
 * the head, has a turn: the others wait behind it.
 */
final class Settlement {
    private final String lane;
    private final Backoff backoff;
    private final long now;
    private final long position;
    private final List<DeliveryRow> insert = new ArrayList<>();
    private final List<DeliveryRow> update = new ArrayList<>();
    private final List<DeliveryRow> delete = new ArrayList<>();
    private final Map<Count, Long> counts = new HashMap<>();
    private final Map<String, Newest> newest = new HashMap<>();
    private final Map<String, Newest> submittedNewest = new HashMap<>();
    private final Set<String> touched = new HashSet<>();
    private final Set<String> heads = new HashSet<>();
    private final SubmittedJobs taken = new SubmittedJobs();
    private final List<Landing> landings = new ArrayList<>();
    private Optional<LaneWrites.Change> move = Optional.empty();
    private List<Job> submitted = List.of();
    private Optional<Job> over = Optional.empty();

    /** @param position of the lane before this: a final row beyond it must leave a mark */
    Settlement(String lane, long position, Backoff backoff, long now) {
        this.lane = lane;
        this.position = position;
        this.backoff = backoff;
        this.now = now;
    }

    void add(Landing landing) {
        landings.add(landing);
    }

    /** It comes back later, with its row. @param isNew whether it has had none so far */
    void send(Flight flight, boolean isNew) {
        (isNew ? insert : update).add(flight.row().orElseThrow());
        if (isNew) {
            count(flight, "passed", "");
        }
    }

    /** When all have been added: within a key in the order of acceptance. */
    void settle() {
        landings.stream()
                .sorted(Comparator.comparingLong(
                        landing -> landing.flight().delivery().seq()))
                .forEach(landing -> settle(landing.flight(), landing.outcome()));
        submitted = taken.jobs(now);
    }

    /** With it the lane moves on. */
    void move(LaneWrites.Change to) {
        move = Optional.of(to);
    }

    /** All of these belong to this job, which ends with them. */
    void ends(Job job) {
        over = Optional.of(job);
    }

    /** Of each key of a job whether its row was written. */
    private Map<String, Boolean> verdicts() {
        var verdicts = new HashMap<String, Boolean>();
        for (var landing : landings) {
            var key = landing.flight().delivery().wanted().key();
            verdicts.merge(key, landing.outcome() instanceof Outcome.Delivered, Boolean::logicalOr);
        }
        return verdicts;
    }

    /** The jobs that stand for deliveries from now on. */
    List<Job> submitted() {
        return submitted;
    }

    List<Landing> landings() {
        return landings;
    }

    /** How many deliveries it settles. */
    int size() {
        return landings.size();
    }

    void count(Map<Count, Long> more) {
        more.forEach((count, n) -> counts.merge(count, n, Long::sum));
    }

    /** The keys that are free again, or have a head, when this is committed. */
    Set<String> touched() {
        return touched;
    }

    /** Those of them whose first delivery is still not done. */
    Set<String> heads() {
        return heads;
    }

    List<DeliveryRow> opened() {
        return insert.stream().filter(row -> row.state().open()).toList();
    }

    List<DeliveryRow> closed() {
        var closed = new ArrayList<>(delete);
        update.stream().filter(row -> !row.state().open()).forEach(closed::add);
        return closed;
    }

    void in(Tx tx) throws Exception {
        tx.insert(insert);
        tx.update(update);
        tx.delete(delete);
        tx.rememberNewest(lane, newest);
        tx.submitNewest(lane, submittedNewest);
        tx.count(counts);
        submitted.forEach(tx::insert);
        if (over.isPresent()) {
            tx.delete(over.get());
            tx.endSubmittedNewest(lane, verdicts());
        }
        if (move.isPresent()) {
            move.get().in(tx);
        }
    }

    private void settle(Flight flight, Outcome outcome) {
        var delivery = flight.delivery();
        if (outcome instanceof Outcome.Submitted submission) {
            taken.add(delivery, submission); // its key stays busy
            flight.row().ifPresent(delete::add); // the position has passed it, so that it needs no mark
            remember(delivery, submittedNewest);
            return;
        }
        var row = flight.row().orElseGet(() -> DeliveryRow.waiting(delivery, Optional.empty()));
        touched.add(row.key());
        if (outcome instanceof Outcome.Refused refused) {
            refuse(flight, row, refused.reason(), refused.detail());
        } else if (outcome instanceof Outcome.Parked parked) {
            park(flight, row.because(parked.reason(), parked.detail()));
        } else if (outcome instanceof Outcome.Held held) {
            var turn = heads.add(row.key()) ? Optional.of(now) : Optional.<Long>empty();
            put(flight, waiting(row, turn).because(held.reason(), ""));
        } else {
            finish(flight, outcome);
        }
    }

    private void finish(Flight flight, Outcome outcome) {
        count(flight, outcome.word(), reason(outcome));
        if (outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Merged) {
            remember(flight.delivery(), newest);
        }
        flight.row().ifPresent(row -> {
            if (row.seq() <= position) {
                delete.add(row);
            } else {
                update.add(row.in(DeliveryRow.State.DONE));
            }
        });
    }

    private static void remember(Delivery delivery, Map<String, Newest> newest) {
        var wanted = delivery.wanted();
        if (wanted.happened().isPresent() && !wanted.row().values().isEmpty()) {
            newest.put(
                    wanted.key(),
                    newest.getOrDefault(wanted.key(), delivery.newest()).with(wanted));
        }
    }

    private void refuse(Flight flight, DeliveryRow row, Reason reason, String detail) {
        count(flight, "refused", reason.code());
        put(flight, row.in(DeliveryRow.State.REFUSED).because(reason, detail));
    }

    private void park(Flight flight, DeliveryRow row) {
        if (!heads.add(row.key())) {
            put(flight, waiting(row, Optional.empty()));
            return;
        }
        var wait = backoff.waitMillis(row.attempts() + 1);
        var tried = row.tried(wait);
        if (backoff.usedUp(tried.triedMillis())) {
            heads.remove(row.key());
            var last = "last: " + row.reason().orElseThrow().code() + " " + row.detail();
            refuse(flight, tried, Reason.RETRIES_USED_UP, last);
        } else {
            put(flight, tried.in(DeliveryRow.State.PARKED).at(Math.max(now + wait, lookUpAt(row))));
        }
    }

    /** Before that nobody can know what its call has done; 0 where the answer told it. */
    private static long lookUpAt(DeliveryRow row) {
        return row.state() == DeliveryRow.State.SENDING && row.reason().equals(Optional.of(Reason.OUTCOME_UNKNOWN))
                ? row.nextAt().orElse(0L)
                : 0;
    }

    private static DeliveryRow waiting(DeliveryRow row, Optional<Long> turn) {
        var waiting = row.in(DeliveryRow.State.WAITING);
        return turn.map(waiting::at).orElse(waiting);
    }

    private void put(Flight flight, DeliveryRow row) {
        (flight.row().isPresent() ? update : insert).add(row);
    }

    private void count(Flight flight, String what, String reason) {
        counts.merge(new Count(lane, flight.delivery().wanted().mapping(), what, reason), 1L, Long::sum);
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Filtered filtered ? filtered.reason().code() : "";
    }
}
