package io.sluice.salesforce;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The session of one org: one caller logs in at a time, and it is kept until Salesforce does not accept it any more. It makes
 * no calls: the login goes through the account's door like any other call, at the same pace.
 */
final class Sessions {
    /** Wrong credentials that are sent more often lock the user out; and a session that ends sooner is not mended by another. */
    static final Duration BETWEEN_LOGINS = Duration.ofMinutes(1);

    private final SalesforceAccount account;
    private final AllowedHosts hosts;
    private final InstantSource clock;
    private Optional<Session> session = Optional.empty();
    private Optional<Flight> flight = Optional.empty();
    private Optional<Failure> refused = Optional.empty();
    private Instant loggedInAt = Instant.MIN;

    /** What a caller is to do. */
    sealed interface Turn {
        /** Call with this session. */
        record Use(Session session) implements Turn {}

        /** Log in, and hand the answer to {@link #received}. */
        record LogIn() implements Turn {}

        /** Somebody else logs in: wait; empty when there is a session. */
        record Await(CompletableFuture<Optional<Failure>> result) implements Turn {}

        /** There was a login less than a minute ago, in vain. */
        record Wait(Failure failure) implements Turn {}
    }

    private record Flight(CompletableFuture<Optional<Failure>> result, Instant overdueAt) {}

    Sessions(SalesforceAccount account, AllowedHosts hosts, InstantSource clock) {
        this.account = account;
        this.hosts = hosts;
        this.clock = clock;
    }

    synchronized Turn turn() {
        var now = clock.instant();
        if (session.isPresent()) {
            return new Turn.Use(session.get());
        }
        if (flight.isPresent() && now.isBefore(flight.get().overdueAt())) {
            return new Turn.Await(flight.get().result());
        }
        if (refused.isPresent() && now.isBefore(loggedInAt.plus(BETWEEN_LOGINS))) {
            return new Turn.Wait(again(refused.get(), now));
        }
        flight = Optional.of(new Flight(
                new CompletableFuture<>(), now.plus(account.callTimeout().multipliedBy(2))));
        return new Turn.LogIn();
    }

    private Failure again(Failure why, Instant now) {
        return new Failure(
                why.owner(),
                why.reason(),
                Optional.of(Duration.between(now, loggedInAt.plus(BETWEEN_LOGINS))),
                why.detail());
    }

    /** @return why there is no session; empty when there is one */
    Optional<Failure> received(Answer answer) {
        var failure = keep(answer);
        CompletableFuture<Optional<Failure>> result;
        synchronized (this) {
            result = flight.map(Flight::result).orElseGet(CompletableFuture::new);
            flight = Optional.empty();
        }
        result.complete(failure);
        return failure;
    }

    private synchronized Optional<Failure> keep(Answer answer) {
        var now = clock.instant();
        try {
            session = Optional.of(Login.read(answer, account, hosts));
            refused = Optional.empty();
            loggedInAt = now;
            return Optional.empty();
        } catch (Login.Refused e) {
            if (e.failure().reason() == Reason.UNAVAILABLE) {
                return Optional.of(e.failure()); // nobody looked at the credentials
            }
            loggedInAt = now;
            refused = Optional.of(e.failure());
            return Optional.of(again(e.failure(), now));
        }
    }

    /**
     * A call was answered with 401.
     *
     * @param failing the session it was made with
     * @param why what to tell those who come within the minute
     * @return whether the call is worth repeating, with another session
     */
    synchronized boolean rejected(Session failing, Failure why) {
        if (session.filter(failing::equals).isEmpty()) {
            return refused.isEmpty();
        }
        session = Optional.empty();
        var soon = clock.instant().isBefore(loggedInAt.plus(BETWEEN_LOGINS));
        refused = soon ? Optional.of(why) : Optional.empty();
        return !soon;
    }
}
