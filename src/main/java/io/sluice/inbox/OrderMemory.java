package io.sluice.inbox;

import io.sluice.delivery.Delivery;

/**
 * Knows what has been written for the keys of what a lane is going to send. It is looked up when the keys are busy already:
 * from then on until they are settled nothing else writes to them.
 */
final class OrderMemory {
    private final String lane;
    private final Store store;

    OrderMemory(String lane, Store store) {
        this.lane = lane;
        this.store = store;
    }

    void look(Found found) {
        var keys = found.deliveries().stream()
                .map(Delivery::wanted)
                .filter(wanted -> wanted.happened().isPresent())
                .map(wanted -> wanted.key())
                .toList();
        if (!keys.isEmpty()) {
            found.written(store.newest(lane, keys));
        }
    }
}
