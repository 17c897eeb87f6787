package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what a lane sends next: rows whose turn has come, then events from the log. Whatever it picks makes its key busy. */
final class LaneReading {
    /** Events that one reading may pass over in search of wanted ones. */
    private static final int MOST_EVENTS = 1000;

    private static final long CHUNK_BYTES = 1 << 20;
    private static final int CHUNK = 250;
    private static final long GATE_POLL_MILLIS = 250;

    private final Flow flow;
    private final Store store;
    private final LaneLimits limits;
    private final Predicate<String> repeatable;
    private final Gate gate;

    LaneReading(Flow flow, Store store, LaneLimits limits, Predicate<String> repeatable, Gate gate) {
        this.flow = flow;
        this.store = store;
        this.limits = limits;
        this.repeatable = repeatable;
        this.gate = gate;
    }

    /**
     * @param flights what to send, together
     * @param ended rows that need no sending any more
     * @param postponed rows that wait for other mappings, with their new turn
     * @param read the reading of the log that some of the flights came from
     */
    record Found(List<Flight> flights, List<Landing> ended, List<DeliveryRow> postponed, Optional<Read> read) {}

    /**
     * @param most rows of one target that are worth a call
     * @param room how many deliveries at the most
     */
    Found next(LaneMemory lane, int most, int room, long now, int loading) {
        var found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), Optional.empty());
        if (lane.keys().withRows() > 0) {
            due(lane, most, now, loading, found);
        }
        var rest = Math.min(room, most) - found.flights().size();
        if (rest <= 0 || lane.keys().withRows() >= limits.openKeys() || !fetch(lane, most, now)) {
            return found;
        }
        var read = log(lane, rest, room - found.flights().size(), now);
        read.deliveries().forEach(delivery -> found.flights()
                .add(new Flight(delivery, Optional.empty(), Optional.of(read), loading)));
        return new Found(found.flights(), found.ended(), found.postponed(), Optional.of(read));
    }

    private void due(LaneMemory lane, int most, long now, int loading, Found found) {
        var rows = store.due(flow.lane(), now, most + limits.inFlight()).stream()
                .filter(row -> !lane.keys().flying(row.key()))
                .limit(most)
                .toList();
        var events = new HashMap<Long, LoggedEvent>();
        store.events(rows.stream().map(DeliveryRow::seq).distinct().toList()).forEach(e -> events.put(e.seq(), e));
        var together = new HashMap<String, String>();
        for (var row : rows) {
            pick(lane, row, Optional.ofNullable(events.get(row.seq())), now, loading, together, found);
        }
    }

    private void pick(
            LaneMemory lane,
            DeliveryRow row,
            Optional<LoggedEvent> event,
            long now,
            int loading,
            Map<String, String> together,
            Found found) {
        var mapped = event.flatMap(logged -> flow.map(logged.event()).stream()
                        .filter(one -> one.mapping().equals(row.mapping()))
                        .findFirst())
                .orElse(new Mapped.Filtered(row.mapping(), Reason.MAPPING_REMOVED, ""));
        var sentNow = together.get(row.key());
        if (!(mapped instanceof Mapped.Wanted wanted)) {
            if (sentNow == null) {
                end(lane, row, mapped, loading, found);
                together.put(row.key(), "");
            }
            return;
        }
        var delivery = delivery(event.orElseThrow(), wanted.withKey(row.key()), row.attempts(), true);
        if (sentNow != null && !(delivery.repeatable() && sentNow.equals(delivery.batch()))) {
            return;
        }
        if (wanted.expiresAt()
                .filter(at -> Instant.ofEpochMilli(now).isAfter(at))
                .isPresent()) {
            if (sentNow == null) {
                end(lane, row, new Mapped.Filtered(row.mapping(), Reason.EXPIRED, ""), loading, found);
                together.put(row.key(), "");
            }
            return;
        }
        if (mustWait(delivery, now)) {
            found.postponed().add(row.at(now + GATE_POLL_MILLIS));
            together.put(row.key(), "");
            return;
        }
        together.put(row.key(), delivery.batch());
        lane.keys().fly(row.key());
        found.flights().add(new Flight(delivery, Optional.of(row), Optional.empty(), loading));
    }

    private boolean mustWait(Delivery delivery, long now) {
        var wanted = delivery.wanted();
        return !wanted.after().isEmpty()
                && now < delivery.receivedAt().plus(wanted.afterWait()).toEpochMilli()
                && !gate.passed(wanted.after(), delivery.seq());
    }

    /** A row that a changed mapping, or time, has made an end of. */
    private void end(LaneMemory lane, DeliveryRow row, Mapped mapped, int loading, Found found) {
        var outcome = mapped instanceof Mapped.Refused refused
                ? new Outcome.Refused(refused.reason(), refused.detail())
                : new Outcome.Filtered(((Mapped.Filtered) mapped).reason());
        lane.keys().fly(row.key());
        found.ended().add(new Landing(new Flight(gone(row), Optional.of(row), Optional.empty(), loading), outcome));
    }

    /** A delivery that is not sent. */
    private static Delivery gone(DeliveryRow row) {
        var nothing = new Row(Map.of(), Map.of());
        var wanted = new Mapped.Wanted(
                row.mapping(),
                "",
                new Target("", "", ""),
                row.key(),
                nothing,
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.REFUSE);
        return new Delivery(row.lane(), row.seq(), "", Instant.EPOCH, wanted, row.attempts(), true, true);
    }

    /** @return whether what has been fetched is worth a reading now */
    private boolean fetch(LaneMemory lane, int most, long now) {
        var fetched = lane.fetched();
        var wanted = fetched.stream().mapToLong(LaneMemory.Fetched::wanted).sum();
        var from = fetched.isEmpty()
                ? lane.progress().readTo()
                : fetched.peekLast().logged().seq();
        var end = false;
        while (wanted < 4L * most && fetched.size() < MOST_EVENTS && !end) {
            var chunk = store.eventsAfter(from, CHUNK, CHUNK_BYTES);
            for (var logged : chunk) {
                if (logged.seq() > lane.progress().limit()) {
                    break;
                }
                var one = new LaneMemory.Fetched(logged, flow.map(logged.event()));
                fetched.add(one);
                wanted += one.wanted();
            }
            end = chunk.isEmpty()
                    || chunk.get(chunk.size() - 1).seq() > lane.progress().limit();
            from = chunk.isEmpty() ? from : chunk.get(chunk.size() - 1).seq();
        }
        if (fetched.isEmpty()) {
            skip(lane, end && from > lane.progress().readTo());
            return false;
        }
        var waited = now - fetched.peekFirst().logged().event().receivedAt().toEpochMilli();
        return wanted == 0
                || wanted >= most
                || !end
                || waited >= limits.linger().toMillis();
    }

    /** Nothing is left before a stretch that is done already. */
    private static void skip(LaneMemory lane, boolean done) {
        if (done && lane.progress().limit() != Long.MAX_VALUE) {
            lane.progress().complete(lane.progress().read(lane.progress().limit()));
        }
    }

    private Read log(LaneMemory lane, int most, int room, long now) {
        var read = new Read(flow.lane());
        var together = new HashMap<String, String>();
        var sizes = new HashMap<String, Integer>();
        var last = lane.progress().readTo();
        var full = false;
        while (!lane.fetched().isEmpty() && !full) {
            var fetched = lane.fetched().poll();
            last = fetched.logged().seq();
            var before = read.deliveries().size();
            fetched.mapped().forEach(mapped -> sort(lane, read, fetched.logged(), mapped, now, together));
            for (var delivery :
                    read.deliveries().subList(before, read.deliveries().size())) {
                full |= sizes.merge(delivery.batch(), 1, Integer::sum) >= most;
            }
            full |= read.deliveries().size() >= room;
        }
        read.ends(lane.progress().read(last));
        return read;
    }

    private void sort(
            LaneMemory lane, Read read, LoggedEvent logged, Mapped mapped, long now, Map<String, String> together) {
        if (lane.known().remove(new RowId(logged.seq(), mapped.mapping()))) {
            return;
        }
        if (mapped instanceof Mapped.Filtered filtered) {
            read.filtered(filtered);
            return;
        }
        if (mapped instanceof Mapped.Refused refused) {
            read.add(DeliveryRow.refused(flow.lane(), logged.seq(), refused));
            return;
        }
        var delivery = delivery(logged, (Mapped.Wanted) mapped, 0, false);
        var key = delivery.wanted().key();
        var joins = delivery.batch().equals(together.get(key));
        var free = lane.keys().free(key);
        if (delivery.repeatable() && (free || joins)) {
            together.put(key, delivery.batch());
            lane.keys().fly(key);
            read.add(delivery);
        } else {
            lane.keys().addRow(key);
            together.remove(key);
            read.add(DeliveryRow.waiting(delivery, free ? Optional.of(now) : Optional.empty()));
        }
    }

    private Delivery delivery(LoggedEvent logged, Mapped.Wanted wanted, int attempts, boolean hasRow) {
        return new Delivery(
                flow.lane(),
                logged.seq(),
                logged.event().messageId(),
                logged.event().receivedAt(),
                wanted,
                attempts,
                hasRow,
                repeatable.test(wanted.action()));
    }
}
