package io.sluice.salesforce;

import io.sluice.delivery.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lets one batch in at a time. */
final class Turnstile {
    private Optional<Object> inside = Optional.empty();
    private CompletableFuture<Optional<Failure>> left = new CompletableFuture<>();

    /** @return to be waited for, before this is asked again; empty: it is inside */
    synchronized Optional<CompletableFuture<Optional<Failure>>> enter(Object batch) {
        if (inside.isEmpty()) {
            inside = Optional.of(batch);
            left = new CompletableFuture<>();
        }
        return holds(batch) ? Optional.empty() : Optional.of(left);
    }

    synchronized boolean holds(Object batch) {
        return inside.filter(one -> one == batch).isPresent();
    }

    /** Without effect when it is not inside. */
    void leave(Object batch) {
        free(batch).ifPresent(waited -> waited.complete(Optional.empty()));
    }

    private synchronized Optional<CompletableFuture<Optional<Failure>>> free(Object batch) {
        if (!holds(batch)) {
            return Optional.empty();
        }
        inside = Optional.empty();
        return Optional.of(left);
    }
}
