package io.sluice.sfmc;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The token of one account, fetched by one caller at a time, kept until shortly before it expires. It makes no calls: the
 * request for a token goes through the account's door like any other, at the same pace.
 */
final class SfmcTokens {
    /** A token that does not last a minute is not renewed again because of a 401: the fault is elsewhere. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(60);

    /** How long to go on with the old token after another could not be had. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(15);

    private final SfmcAccount account;
    private final AllowedHosts hosts;
    private final InstantSource clock;
    private Optional<SfmcToken> token = Optional.empty();
    private Optional<Flight> flight = Optional.empty();
    private Instant renewedAt = Instant.MIN;

    /** What a caller is to do. */
    sealed interface Turn {
        /** Call with this token. */
        record Use(SfmcToken token) implements Turn {}

        /** Fetch a token, and hand the answer to {@link #received}. */
        record Fetch() implements Turn {}

        /** Somebody else fetches it: wait; empty when it came. */
        record Await(CompletableFuture<Optional<Failure>> result) implements Turn {}
    }

    private record Flight(CompletableFuture<Optional<Failure>> result, Instant overdueAt) {}

    SfmcTokens(SfmcAccount account, AllowedHosts hosts, InstantSource clock) {
        this.account = account;
        this.hosts = hosts;
        this.clock = clock;
    }

    synchronized Turn turn() {
        var now = clock.instant();
        var fetching = flight.isPresent() && now.isBefore(flight.get().overdueAt());
        var usable = token.filter(kept -> now.isBefore(kept.expiresAt()));
        if (usable.isPresent() && (fetching || now.isBefore(usable.get().refreshAt()))) {
            return new Turn.Use(usable.get());
        }
        if (fetching) {
            return new Turn.Await(flight.get().result());
        }
        flight = Optional.of(new Flight(
                new CompletableFuture<>(), now.plus(account.callTimeout().multipliedBy(2))));
        return new Turn.Fetch();
    }

    /** The last one that was had, if it still serves. */
    synchronized Optional<SfmcToken> current() {
        return token.filter(kept -> clock.instant().isBefore(kept.expiresAt()));
    }

    /** @return why there is no token to go on with; empty when there is one */
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
            token = Optional.of(TokenRequest.read(answer, account, hosts, now));
            return Optional.empty();
        } catch (TokenRequest.Refused e) {
            token = token.filter(kept -> now.isBefore(kept.expiresAt()))
                    .map(kept -> kept.refreshedNotBefore(now.plus(BETWEEN_ATTEMPTS)));
            return token.isPresent() ? Optional.empty() : Optional.of(e.failure());
        }
    }

    /**
     * A call was answered with 401.
     *
     * @param failing the token it was made with
     * @return whether the call is worth repeating, with another token
     */
    synchronized boolean rejected(SfmcToken failing) {
        if (token.isPresent() && !token.get().value().equals(failing.value())) {
            return true;
        }
        var now = clock.instant();
        if (now.isBefore(renewedAt.plus(BETWEEN_RENEWALS))) {
            return token.isEmpty();
        }
        renewedAt = now;
        token = Optional.empty();
        return true;
    }
}
