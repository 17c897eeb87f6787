package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the rows whose turn has come, and with each the rows that wait behind it. */
final class DueRows {
    /** Rows of one key that go together at the most. */
    private static final int MOST_OF_KEY = 1000;

    /** Rows of a job whose events are in memory at a time. */
    private static final int CHUNK = 250;

    private final Flow flow;
    private final Store store;
    private final LaneLimits limits;
    private final Predicate<String> repeatable;
    private final Screen screen;
    private final Gate gate;
    private final JobReading jobs;

    DueRows(
            Flow flow,
            Store store,
            LaneLimits limits,
            Predicate<String> repeatable,
            Screen screen,
            Gate gate,
            JobReading jobs) {
        this.flow = flow;
        this.store = store;
        this.limits = limits;
        this.repeatable = repeatable;
        this.screen = screen;
        this.gate = gate;
        this.jobs = jobs;
    }

    /** @param room how many at the most; what must go together goes together all the same */
    void find(LaneMemory lane, int most, int room, long now, Found found) {
        lane.gated().passed(gate, now).forEach(row -> found.postpone(row.at(now)));
        var heads = heads(lane, most, now);
        var size = jobs.size().filter(one -> most > 1 && !lane.jobs().full() && fit(lane, heads) >= one.least());
        if (size.isPresent()) {
            findJob(lane, size.get(), now, found);
        } else {
            find(lane, rows(lane, heads, most, room), now, found, Math.min(most, room), true);
        }
    }

    /** As many as make a job, of those that may be part of one. */
    private void findJob(LaneMemory lane, Jobs.Size size, long now, Found found) {
        var heads = new ArrayDeque<>(heads(lane, size.rows(), now));
        heads.removeIf(head -> !fits(lane, head));
        while (!heads.isEmpty()
                && found.flights().size() < size.rows()
                && JobReading.bytes(found.deliveries()) < size.bytes()) {
            var some = new ArrayList<List<DeliveryRow>>();
            while (!heads.isEmpty() && some.size() < CHUNK) {
                some.add(List.of(heads.remove()));
            }
            find(lane, some, now, found, size.rows(), false);
        }
    }

    private int fit(LaneMemory lane, Collection<DeliveryRow> heads) {
        return (int) heads.stream().filter(head -> fits(lane, head)).count();
    }

    /** Whether a job may stand for it in the place of its row: nothing is behind it, and it would not be read again. */
    private static boolean fits(LaneMemory lane, DeliveryRow head) {
        return head.untried()
                && lane.keys().rows(head.key()) == 1
                && head.seq() <= lane.progress().position();
    }

    private void find(LaneMemory lane, List<List<DeliveryRow>> byKey, long now, Found found, int most, boolean byCall) {
        var events = events(byKey.stream().flatMap(List::stream).toList());
        for (var rows : byKey) {
            // A row that has come before another whose turn it is has its own turn first.
            var due = rows.get(0).nextAt().filter(at -> at <= now).isPresent();
            if (due && found.flights().size() < most) {
                find(lane, rows, events, now, found, byCall);
            }
        }
    }

    /** The event of a row, and what its mappings make of it today. */
    private record Remapped(LoggedEvent logged, List<Mapped> mapped) {
        Optional<Mapped> by(String mapping) {
            return mapped.stream().filter(one -> one.mapping().equals(mapping)).findFirst();
        }
    }

    /** By their numbers; those that are gone are left out. */
    private Map<Long, Remapped> events(List<DeliveryRow> rows) {
        var subjects = new LinkedHashMap<LoggedEvent, Screen.Subject>();
        for (var logged : store.events(rows.stream().map(DeliveryRow::seq).toList())) {
            var mapped = flow.map(logged.event());
            subjects.put(logged, new Screen.Subject(Identity.idsOf(logged.event(), mapped), mapped));
        }
        var findings = screen.look(subjects.values());
        var events = new HashMap<Long, Remapped>();
        subjects.forEach((logged, subject) -> events.put(logged.seq(), new Remapped(logged, findings.mapped(subject))));
        return events;
    }

    /** The first row of each key whose turn has come. */
    private Collection<DeliveryRow> heads(LaneMemory lane, int most, long now) {
        // After a restart, what is below them in the log comes first: rows beyond what has been read again must wait.
        // Rows under way keep their turn in the store until they are settled: they come along, and are passed over.
        var heads = new LinkedHashMap<String, DeliveryRow>();
        store.due(flow.lane(), now, most + limits.inFlight()).stream()
                .filter(row -> !lane.keys().flying(row.key())
                        && row.seq() <= lane.progress().readTo())
                .forEach(row -> heads.putIfAbsent(row.key(), row));
        return heads.values();
    }

    /** Each with those that wait behind it. */
    private List<List<DeliveryRow>> rows(LaneMemory lane, Collection<DeliveryRow> heads, int most, int room) {
        var rows = new ArrayList<List<DeliveryRow>>();
        var size = 0;
        for (var head : heads) {
            if (rows.size() >= most || size >= room) {
                break;
            }
            var ofKey = lane.keys().rows(head.key()) > 1
                    ? store.openRows(flow.lane(), head.key(), MOST_OF_KEY)
                    : List.of(head);
            rows.add(ofKey);
            size += ofKey.size();
        }
        return rows;
    }

    /**
     * As many rows of the key as can be merged: after a restart at least those that were merged before, so that the key does
     * not go back to a value that the merging had passed over.
     */
    private void find(
            LaneMemory lane,
            List<DeliveryRow> rows,
            Map<Long, Remapped> events,
            long now,
            Found found,
            boolean byCall) {
        var together = Optional.<String>empty();
        for (var row : rows) {
            lane.gated().remove(row);
            var mapped = map(row, Optional.ofNullable(events.get(row.seq())), now);
            if (!(mapped instanceof Mapped.Wanted wanted)) {
                if (together.isEmpty()) {
                    lane.keys().fly(row.mapping(), row.key(), row.seq());
                    found.end(Placeholder.of(row), row, outcome(mapped));
                }
                return;
            }
            var delivery = delivery(events.get(row.seq()).logged(), wanted, row, byCall);
            if (together.isPresent() && !delivery.batch().equals(together.get())) {
                return;
            }
            if (mustWait(delivery, now)) {
                if (together.isEmpty()) {
                    found.postpone(row.at(endOfWait(delivery)));
                    lane.gated().add(row, delivery);
                }
                return;
            }
            lane.keys().fly(row.mapping(), row.key(), row.seq());
            found.send(delivery, row);
            if (!delivery.repeatable()) {
                return;
            }
            together = Optional.of(delivery.batch());
        }
    }

    private static Mapped map(DeliveryRow row, Optional<Remapped> event, long now) {
        var mapped = event.flatMap(remapped -> remapped.by(row.mapping()))
                .orElse(new Mapped.Filtered(row.mapping(), Reason.MAPPING_REMOVED, ""));
        var expired = mapped instanceof Mapped.Wanted wanted && wanted.expired(Instant.ofEpochMilli(now));
        return expired ? new Mapped.Filtered(row.mapping(), Reason.EXPIRED, "") : mapped;
    }

    private boolean mustWait(Delivery delivery, long now) {
        var wanted = delivery.wanted();
        return !wanted.after().isEmpty()
                && now < endOfWait(delivery)
                && !gate.passed(wanted.after(), delivery.seq(), Mapped.keyValues(wanted.key()));
    }

    private static long endOfWait(Delivery delivery) {
        return delivery.receivedAt().plus(delivery.wanted().afterWait()).toEpochMilli();
    }

    private Delivery delivery(LoggedEvent logged, Mapped.Wanted wanted, DeliveryRow row, boolean byCall) {
        return new Delivery(
                row.lane(),
                row.seq(),
                logged.event().messageId(),
                logged.event().receivedAt(),
                wanted.withKey(row.key()),
                row.attempts(),
                Newest.NOTHING,
                byCall,
                repeatable.test(wanted.action()));
    }

    private static Outcome outcome(Mapped mapped) {
        if (mapped instanceof Mapped.Suppressed) {
            return new Outcome.Suppressed();
        }
        return mapped instanceof Mapped.Refused refused
                ? new Outcome.Refused(refused.reason(), refused.detail())
                : new Outcome.Filtered(((Mapped.Filtered) mapped).reason());
    }
}
