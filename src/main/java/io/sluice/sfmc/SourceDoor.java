package io.sluice.sfmc;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Holder;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import io.sluice.delivery.Retrieval;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** One account's door for what reads: as one more flow, which takes turns with those that deliver. */
final class SourceDoor {
    private static final String FLOW = "sync";

    /** So long credentials that were refused are not tried again: a run asks for several collections. */
    private static final Duration BETWEEN_LOGINS = Duration.ofMinutes(1);

    private final String account;
    private final Holder holder;
    private final ProducerTemplate camel;
    private final InstantSource clock;
    private volatile Optional<Refused> refused = Optional.empty();

    private record Refused(Instant at, Failure why) {}

    SourceDoor(String account, Holder holder, ProducerTemplate camel, InstantSource clock) {
        this.account = account;
        this.holder = holder;
        this.camel = camel;
        this.clock = clock;
    }

    /** Why nothing may be asked now. */
    Optional<Failure> pause() {
        return holder.pausedFor("sfmc-" + account)
                .map(reason -> new Failure(
                        Failure.Owner.ACCOUNT, reason, Optional.empty(), "the account pauses: " + reason.code()));
    }

    /** @return with its answer */
    Retrieval ask(String kind, Request question) throws InterruptedException {
        var retrieval = new Retrieval(new Target(account, kind, ""), question, clock);
        refused.filter(last -> clock.instant().isBefore(last.at().plus(BETWEEN_LOGINS)))
                .ifPresent(last -> retrieval.read(new Answer.NotCalled(last.why())));
        while (retrieval.hasNext()) {
            send(retrieval);
        }
        retrieval
                .failure()
                .filter(why -> why.reason() == Reason.CREDENTIALS)
                .ifPresent(why -> refused = Optional.of(new Refused(clock.instant(), why)));
        return retrieval;
    }

    /**
     * Waits beside the route, not in it: an exchange whose waiting thread is interrupted would fail in the middle of its way, and
     * not give its turn back; after two of those nobody gets through the door.
     */
    private void send(Retrieval retrieval) throws InterruptedException {
        var sent = camel.asyncSend("direct:sfmc-" + account, exchange -> {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setBody(retrieval);
            exchange.setVariable("flow", FLOW);
            // What is read page by page must not wait behind all assets' calls with each page.
            exchange.setVariable("part", retrieval.target().kind());
            exchange.setVariable("weight", 1);
            exchange.setVariable("deliveries", List.of());
        });
        try {
            var back = sent.get();
            if (back.getException() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (back.getException() != null) {
                throw new IllegalStateException("a call could not be made", back.getException());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call could not be made", e.getCause());
        }
    }
}
