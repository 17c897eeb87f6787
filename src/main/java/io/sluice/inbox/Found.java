package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a lane has found to send, and what it found out on the way. */
final class Found {
    private final int loading;
    private final List<Flight> flights = new ArrayList<>();
    private final List<Landing> ended = new ArrayList<>();
    private final List<DeliveryRow> postponed = new ArrayList<>();
    private Optional<Read> read = Optional.empty();

    /** @param loading which loading of the lane this belongs to */
    Found(int loading) {
        this.loading = loading;
    }

    void send(Delivery delivery, DeliveryRow row) {
        flights.add(new Flight(delivery, Optional.of(row), Optional.empty(), loading));
    }

    void send(Read from) {
        read = Optional.of(from);
        from.deliveries().forEach(delivery -> flights.add(new Flight(delivery, Optional.empty(), read, loading)));
    }

    void end(Delivery delivery, DeliveryRow row, Outcome outcome) {
        ended.add(new Landing(new Flight(delivery, Optional.of(row), Optional.empty(), loading), outcome));
    }

    void postpone(DeliveryRow row) {
        postponed.add(row);
    }

    List<Flight> flights() {
        return flights;
    }

    /** Rows that need no sending any more. */
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
}
