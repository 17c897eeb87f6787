package io.sluice.sync;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Why a run reads nothing more, once that is known: for all its threads. What is being read comes to its own end. */
final class RunEnd {
    private final AtomicReference<Fault> why = new AtomicReference<>();

    /** The first reason stays. */
    void because(Fault fault) {
        why.compareAndSet(null, fault);
    }

    Optional<Fault> why() {
        return Optional.ofNullable(why.get());
    }
}
