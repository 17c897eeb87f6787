package io.sluice.ops;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Request;
import io.sluice.mapping.ConnectCheck;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What a delivery comes to by what its destination answers now to the questions that go before it: which columns there are,
 * which record is there. It ends before the call that would write.
 */
final class Rehearsal {
    private final Batches batches;
    private final Iterable<ConnectCheck> destinations;

    sealed interface Ending {
        /** This would be sent. */
        record Sent(Request request) implements Ending {}

        /** It has come to this without a call that writes. @param why empty where the outcome says it */
        record Settled(Outcome outcome, Optional<String> why) implements Ending {}

        /** Its account is not on. */
        record NotAsked() implements Ending {}
    }

    Rehearsal(Batches batches, Iterable<ConnectCheck> destinations) {
        this.batches = batches;
        this.destinations = destinations;
    }

    Ending of(Mapped.Wanted wanted) throws InterruptedException {
        var account = wanted.target().account();
        var destination = batches.destination(wanted);
        for (var one : destinations) {
            if (one.asks(destination, account)) {
                return of(batches.alone(wanted), one);
            }
        }
        return new Ending.NotAsked();
    }

    private static Ending of(Batch batch, ConnectCheck destination) throws InterruptedException {
        try {
            batch.turn();
            while (batch.hasNext() && batch.nextRows() == 0) {
                batch.read(answer(batch, destination));
                batch.turn();
            }
            return batch.hasNext() ? new Ending.Sent(batch.next()) : settled(batch);
        } finally {
            batch.abandon(new CancellationException("only rehearsed"));
        }
    }

    private static Answer answer(Batch batch, ConnectCheck destination) throws InterruptedException {
        return destination.ask(batch.target().account(), batch.next());
    }

    private static Ending settled(Batch batch) {
        var why = batch.failure().map(Failure::sentence);
        return new Ending.Settled(batch.settled().get(0).outcome(), why);
    }
}
