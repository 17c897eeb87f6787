package io.sluice.inbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Work that waits for its transaction, and the stage that tells how it went. */
class Pending<T> {
    final Store.Urgency urgency;
    final CompletableFuture<T> stage = new CompletableFuture<>();
    private final SqlWork<T> work;
    private T result;
    private Throwable failure;

    Pending(Store.Urgency urgency, SqlWork<T> work) {
        this.urgency = urgency;
        this.work = work;
    }

    /** How much memory it holds while it waits. */
    long bytes() {
        return 0;
    }

    final void run(SqlTx tx) throws Exception {
        done(work.in(tx));
    }

    final void done(T value) {
        result = value;
        failure = null;
    }

    final void failed(Throwable cause) {
        failure = cause;
    }

    /** To be called when it is certain what has become of the transaction. */
    final void complete(Executor executor) {
        executor.execute(() -> {
            if (failure == null) {
                stage.complete(result);
            } else {
                stage.completeExceptionally(failure);
            }
        });
    }
}
