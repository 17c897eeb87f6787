package io.sluice.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What one loading of a lane writes, under its fence and one transaction at a time: none is ever kept without all that were
 * before it. What comes while one is under way goes together into the next. After a failure nothing more is written.
 */
final class LaneWrites {
    /** Something to write. */
    @FunctionalInterface
    interface Change {
        void in(Tx tx) throws Exception;
    }

    private static final class Group {
        private final List<Change> changes = new ArrayList<>();
        private final CompletableFuture<Void> stage = new CompletableFuture<>();
    }

    private static final long PATIENCE_SECONDS = 30;

    private final Store store;
    private final String account;
    private final long fence;
    private final Consumer<Throwable> onFailure;
    private Group waiting = new Group();
    private boolean underWay;
    private Optional<Throwable> broken = Optional.empty();

    /** @param onFailure is told before the stages are: nothing in memory is true any more */
    LaneWrites(Store store, String account, long fence, Consumer<Throwable> onFailure) {
        this.store = store;
        this.account = account;
        this.fence = fence;
        this.onFailure = onFailure;
    }

    /** The fence it writes under. */
    long fence() {
        return fence;
    }

    /** Whether nothing is on its way to the store. */
    synchronized boolean idle() {
        return !underWay;
    }

    /** @return completes when it is on disk, or will never be */
    CompletionStage<Void> add(Change change) {
        Group group;
        synchronized (this) {
            if (broken.isPresent()) {
                return CompletableFuture.failedFuture(broken.get());
            }
            group = waiting;
            group.changes.add(change);
            if (underWay) {
                return group.stage;
            }
            underWay = true;
            waiting = new Group();
        }
        send(group);
        return group.stage;
    }

    private void send(Group group) {
        store.write(Store.Urgency.SETTLE, tx -> {
                    tx.fence(account, fence);
                    for (var change : group.changes) {
                        change.in(tx);
                    }
                    return null;
                })
                .whenComplete((done, failed) -> {
                    if (failed == null) {
                        succeeded(group);
                    } else {
                        failed(group, failed);
                    }
                });
    }

    private void succeeded(Group group) {
        Group next;
        synchronized (this) {
            next = waiting;
            underWay = !next.changes.isEmpty();
            if (underWay) {
                waiting = new Group();
            }
        }
        if (!next.changes.isEmpty()) {
            send(next);
        }
        group.stage.complete(null);
    }

    private void failed(Group group, Throwable why) {
        Group rest;
        synchronized (this) {
            rest = waiting;
            broken = Optional.of(why);
        }
        onFailure.accept(why);
        synchronized (this) {
            underWay = false;
        }
        group.stage.completeExceptionally(why);
        rest.stage.completeExceptionally(why);
    }

    /** @throws StoreUnavailable when it is not written, or nobody knows whether it is */
    static void await(CompletionStage<Void> stage) throws InterruptedException {
        try {
            stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StoreUnavailable(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new StoreUnavailable("The store does not answer within " + PATIENCE_SECONDS + " seconds.", e);
        }
    }
}
