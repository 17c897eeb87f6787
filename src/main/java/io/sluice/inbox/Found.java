package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a lane has found to send, and what it found out on the way. */
final class Found {
    private final List<Flight> flights = new ArrayList<>();
    private final List<Landing> ended = new ArrayList<>();
    private final List<DeliveryRow> postponed = new ArrayList<>();
    private Optional<Read> read = Optional.empty();

    void send(Delivery delivery, DeliveryRow row) {
        flights.add(Flight.of(delivery, row));
    }

    void send(Read from) {
        read = Optional.of(from);
        from.deliveries().forEach(delivery -> flights.add(Flight.of(delivery, from)));
    }

    void end(Delivery delivery, DeliveryRow row, Outcome outcome) {
        ended.add(new Landing(Flight.of(delivery, row), outcome));
    }

    void postpone(DeliveryRow row) {
        postponed.add(row);
    }

    /**
     * Tells the flights what has been written for their keys. Keys of which that leaves nothing end here: a batch of nothing
     * but stale deliveries would make no call, and could be no probe.
     */
    void written(Map<String, Newest> newest) {
        flights.replaceAll(flight ->
                Optional.ofNullable(newest.get(key(flight))).map(flight::with).orElse(flight));
        var stale = new HashSet<>(newest.keySet());
        flights.stream().filter(flight -> !isStale(flight)).forEach(flight -> stale.remove(key(flight)));
        flights.stream()
                .filter(flight -> stale.contains(key(flight)))
                .forEach(flight -> ended.add(new Landing(flight, new Outcome.Stale())));
        flights.removeIf(flight -> stale.contains(key(flight)));
    }

    private static boolean isStale(Flight flight) {
        return flight.delivery().newest().leavesNothingOf(flight.delivery().wanted());
    }

    private static String key(Flight flight) {
        return flight.delivery().wanted().key();
    }

    List<Flight> flights() {
        return flights;
    }

    List<Delivery> deliveries() {
        return flights.stream().map(Flight::delivery).toList();
    }

    /** What needs no sending any more. */
    List<Landing> ended() {
        return ended;
    }

    /** Rows that wait for other mappings, with their new turn. */
    List<DeliveryRow> postponed() {
        return postponed;
    }

    /** The reading of the log that some of the flights came from. */
    Optional<Read> read() {
        return read;
    }

    /** Whether there is anything to write before the first of it comes back. */
    boolean needsWriting() {
        return !postponed.isEmpty()
                || read.filter(one -> one.complete() || !one.rows().isEmpty()).isPresent();
    }

    /** How far the log has been read, if several deliveries that have no rows go as one. */
    Optional<Long> mergedTo() {
        return read.filter(Read::merging).map(one -> one.span().last());
    }

    /** @return what does not go together with the first flight, and is not sent any more */
    List<Flight> keepFirstBatch() {
        var others = flights.stream()
                .filter(flight -> !flight.delivery()
                        .batch()
                        .equals(flights.get(0).delivery().batch()))
                .toList();
        flights.removeAll(others);
        return others;
    }
}
