package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One reading of the log: what it found, and what of it has come back. It is settled as a whole, with the lane's position. */
final class Read {
    private final String lane;
    private final Map<Count, Long> counts = new HashMap<>();
    private final Map<Count, Long> rowCounts = new HashMap<>();
    private final List<DeliveryRow> rows = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Landing> landed = new ArrayList<>();
    private Progress.Span span;
    private boolean merges;
    private int left;

    Read(String lane) {
        this.lane = lane;
    }

    void filtered(Mapped.Filtered filtered) {
        count(counts, filtered.mapping(), "passed", "");
        count(counts, filtered.mapping(), "filtered", filtered.reason().code());
    }

    void suppressed(Mapped.Suppressed suppressed) {
        count(counts, suppressed.mapping(), "passed", "");
        count(counts, suppressed.mapping(), "suppressed", "");
    }

    /** Gets a row of its own at once. */
    void add(DeliveryRow row) {
        rows.add(row);
        count(rowCounts, row.mapping(), "passed", "");
        if (row.state() == DeliveryRow.State.REFUSED) {
            count(
                    rowCounts,
                    row.mapping(),
                    "refused",
                    row.reason().orElseThrow().code());
        }
    }

    /** Is known by the position alone. */
    void add(Delivery delivery) {
        deliveries.add(delivery);
    }

    /** Deliveries of one key are sent together. */
    void merges() {
        merges = true;
    }

    boolean merging() {
        return merges;
    }

    void ends(Progress.Span at) {
        span = at;
    }

    Progress.Span span() {
        return span;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<DeliveryRow> rows() {
        return rows;
    }

    /** To be counted together with {@link #rows()}. */
    Map<Count, Long> rowCounts() {
        return rowCounts;
    }

    /** To be counted when the read is complete. */
    Map<Count, Long> counts() {
        return counts;
    }

    void land(Landing landing) {
        landed.add(landing);
        count(counts, landing.flight().delivery().wanted().mapping(), "passed", "");
    }

    /** One of the deliveries has a row of its own from now on, and comes back with that. */
    void leave() {
        left++;
    }

    boolean complete() {
        return landed.size() + left == deliveries.size();
    }

    List<Landing> landed() {
        return landed;
    }

    private void count(Map<Count, Long> into, String mapping, String what, String reason) {
        into.merge(new Count(lane, mapping, what, reason), 1L, Long::sum);
    }
}
