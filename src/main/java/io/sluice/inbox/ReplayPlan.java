package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a replay writes for one lane. Everything that is sent again has a row, and passes its mapping once more; a row that
 * was open is open still.
 */
final class ReplayPlan {
    /** All of it is written in one transaction, for which accepting waits. */
    static final int MOST = 50_000;

    private static final Set<DeliveryState> UNDER_WAY =
            EnumSet.of(DeliveryState.UNREAD, DeliveryState.SENDING, DeliveryState.SUBMITTED);

    private final String lane;
    private final Set<String> again;
    private final ReplaySummary summary = new ReplaySummary();
    private final Map<String, Long> oldest = new HashMap<>();
    private final Set<RowId> selected = new HashSet<>();
    private final List<DeliveryRow> insert = new ArrayList<>();
    private final List<DeliveryRow> delete = new ArrayList<>();
    private final Map<Count, Long> counts = new HashMap<>();

    /** @param again mappings whose deliveries may be repeated though they must not */
    ReplayPlan(String lane, Set<String> again) {
        this.lane = lane;
        this.again = again;
    }

    ReplaySummary summary() {
        return summary;
    }

    boolean hasKeys() {
        return !oldest.isEmpty();
    }

    /** The first event that is sent again with those of its key after it. */
    long oldest() {
        return oldest.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    /** One that was asked for. @param repeatable whether it may be sent twice */
    void select(Traced traced, boolean repeatable) {
        var mapping = traced.mapping();
        if (UNDER_WAY.contains(traced.state())
                || traced.row().filter(DeliveryRow::awaitsLookUp).isPresent()) {
            summary.count(mapping, "still to be sent anyway");
        } else if (traced.state() == DeliveryState.SUPPRESSED) {
            summary.count(mapping, "left alone: the user is suppressed");
        } else if (traced.mapped().isEmpty()) {
            summary.count(mapping, "left alone: the mapping is not in the routes");
        } else if (traced.wanted().isEmpty()) {
            unwanted(traced);
        } else if (repeatable) {
            selected.add(new RowId(traced.logged().seq(), mapping));
            checkSize(selected.size());
            oldest.merge(
                    StoredText.of(traced.wanted().get().key()), traced.logged().seq(), Math::min);
        } else if (again.contains(mapping)) {
            summary.count(mapping, "sent again");
            resend(traced.logged().seq(), traced.wanted().get(), traced.row());
        } else {
            summary.count(mapping, "left alone: it must not be repeated (--again " + mapping + " repeats it)");
        }
    }

    /** A row that its mapping does not want any more is filtered now; anything else stays as it is. */
    private void unwanted(Traced traced) {
        var reason = traced.mapped().flatMap(Traced::reason).orElseThrow();
        var refused = traced.row().filter(row -> row.state() == DeliveryRow.State.REFUSED);
        if (traced.mapped().get() instanceof Mapped.Refused) {
            summary.count(traced.mapping(), "left alone: refused by the mapping of today, " + reason.code());
        } else if (refused.isPresent()) {
            summary.count(traced.mapping(), "filtered by the mapping of today, " + reason.code());
            delete.add(refused.get());
            passes(traced.mapping());
            counts.merge(new Count(lane, traced.mapping(), "filtered", reason.code()), 1L, Long::sum);
        } else {
            summary.count(traced.mapping(), "left alone: filtered by the mapping of today, " + reason.code());
        }
    }

    /** One that the lane has passed, and that may be sent twice. @param rows those of its event */
    void follow(long seq, Mapped.Wanted wanted, Map<RowId, DeliveryRow> rows) {
        var first = oldest.get(StoredText.of(wanted.key()));
        var row = Optional.ofNullable(rows.get(new RowId(seq, wanted.mapping())));
        if (first != null
                && first <= seq
                && row.filter(one -> one.state() == DeliveryRow.State.SENDING || one.awaitsLookUp())
                        .isEmpty()) {
            var asked = selected.contains(new RowId(seq, wanted.mapping()));
            summary.count(wanted.mapping(), asked ? "sent again" : "sent again after them, of the same keys");
            resend(seq, wanted, row);
        }
    }

    private void resend(long seq, Mapped.Wanted wanted, Optional<DeliveryRow> row) {
        row.ifPresent(delete::add);
        insert.add(new DeliveryRow(
                lane,
                seq,
                wanted.mapping(),
                StoredText.of(wanted.key()),
                DeliveryRow.State.WAITING,
                Optional.empty(), // loading the lane gives the first of each key its turn
                0,
                0,
                Optional.empty(),
                ""));
        checkSize(insert.size());
        if (row.filter(one -> one.state().open()).isEmpty()) {
            passes(wanted.mapping());
        }
    }

    private void passes(String mapping) {
        counts.merge(new Count(lane, mapping, "passed", ""), 1L, Long::sum);
    }

    private static void checkSize(int size) {
        if (size > MOST) {
            throw new IllegalArgumentException("This comes to more than " + MOST
                    + " deliveries, which is too much at a time: select less, for instance with --since and --until.");
        }
    }

    /** @return what it comes to, for whoever asked */
    String in(Tx tx) {
        tx.delete(delete);
        tx.insert(insert);
        tx.forgetNewest(lane, oldest.keySet()); // or what was written after them would make them stale
        tx.count(counts);
        return summary.toString();
    }
}
