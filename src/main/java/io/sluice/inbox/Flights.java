package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Settled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a lane has handed out and not got back. Known by identity: what comes back from before a loading is not what has been
 * handed out after it. Not thread-safe.
 */
final class Flights {
    private final Map<Delivery, Flight> flights = new IdentityHashMap<>();

    boolean isEmpty() {
        return flights.isEmpty();
    }

    void add(Collection<Flight> more) {
        more.forEach(flight -> flights.put(flight.delivery(), flight));
    }

    void remove(Collection<Flight> some) {
        some.forEach(flight -> flights.remove(flight.delivery()));
    }

    boolean isSending(Delivery delivery) {
        return Optional.ofNullable(flights.get(delivery))
                .filter(Flight::isSending)
                .isPresent();
    }

    /** Takes back what is known. */
    List<Landing> land(List<Settled> settled) {
        var landings = new ArrayList<Landing>();
        for (var one : settled) {
            Optional.ofNullable(flights.remove(one.delivery()))
                    .ifPresent(flight -> landings.add(new Landing(flight, one.outcome())));
        }
        return landings;
    }

    boolean has(Collection<Delivery> deliveries) {
        return flights.keySet().containsAll(deliveries);
    }

    /** The flights of the same keys, these deliveries' own among them. */
    List<Flight> withKeysOf(Collection<Delivery> deliveries) {
        var keys = deliveries.stream().map(one -> one.wanted().key()).collect(Collectors.toSet());
        return flights.values().stream()
                .filter(flight -> keys.contains(flight.delivery().wanted().key()))
                .toList();
    }
}
