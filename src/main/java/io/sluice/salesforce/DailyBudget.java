package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * How many calls of its day an org has used, as each of its answers says, and whether another may be made. Everybody's calls
 * count, so it is asked again every ten minutes where there are none left for us. It makes no calls itself.
 */
final class DailyBudget {
    static final Duration BETWEEN_LOOKS = SalesforceFailures.WITHOUT_CALLS;

    /** {@code Sforce-Limit-Info: api-usage=18/5000}, perhaps with the usage of the app behind it. */
    private static final Pattern USAGE = Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,12})/(\\d{1,12})");

    private final SalesforceAccount account;
    private final InstantSource clock;
    private Optional<Usage> usage = Optional.empty();
    private Instant knownAt = Instant.MIN;
    private Optional<Flight> flight = Optional.empty();
    private int inFlight;

    /** What a caller is to do. */
    sealed interface Turn {
        /** Make the call, and say {@link #ended} when it has ended. */
        record Go() implements Turn {}

        /** Ask for the limits, and hand the answer to {@link #looked}. */
        record Look() implements Turn {}

        /** Somebody else asks: wait; empty: and come again. */
        record Await(CompletableFuture<Optional<Failure>> result) implements Turn {}

        /** There is no call left for this one. */
        record Hold(Failure failure) implements Turn {}
    }

    private record Usage(long used, long max) {}

    private record Flight(CompletableFuture<Optional<Failure>> result, Instant overdueAt) {}

    DailyBudget(SalesforceAccount account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /** @param urgent whether it may use the reserve */
    synchronized Turn turn(boolean urgent) {
        var now = clock.instant();
        if (knownAt.isAfter(Instant.MIN) && isWithin(usage, urgent)) {
            inFlight++;
            return new Turn.Go();
        }
        if (flight.isPresent() && now.isBefore(flight.get().overdueAt())) {
            return new Turn.Await(flight.get().result());
        }
        var lookAt = knownAt.isAfter(Instant.MIN) ? knownAt.plus(BETWEEN_LOOKS) : now;
        if (now.isBefore(lookAt)) {
            return new Turn.Hold(held(usage.orElseThrow(), Duration.between(now, lookAt)));
        }
        flight = Optional.of(new Flight(
                new CompletableFuture<>(), now.plus(account.callTimeout().multipliedBy(2))));
        return new Turn.Look();
    }

    /** Where the org does not tell, there is nothing to keep to. */
    private boolean isWithin(Optional<Usage> known, boolean urgent) {
        return known.isEmpty()
                || known.get().used() + inFlight < account.calls(known.get().max(), urgent);
    }

    /** At the reserve, lanes of high priority go on; at the budget nobody does. */
    private Failure held(Usage known, Duration wait) {
        var all = known.used() + inFlight >= account.calls(known.max(), true);
        return new Failure(
                all ? Owner.ACCOUNT : Owner.TARGET,
                Reason.DAILY_BUDGET,
                Optional.of(wait),
                "%d of %d calls used, %s %d"
                        .formatted(
                                known.used(),
                                known.max(),
                                all ? "budget" : "reserve from",
                                account.calls(known.max(), all)));
    }

    /** A call that was let go has ended, with whatever answer. */
    synchronized void ended() {
        inFlight--;
    }

    /** @param limits the header {@code Sforce-Limit-Info}; null where an answer has none */
    synchronized void reported(String limits) {
        var found = USAGE.matcher(limits == null ? "" : limits);
        if (found.find()) {
            know(new Usage(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))));
        }
    }

    /** Salesforce has refused a call for want of calls, whatever the last answer said. */
    synchronized void exhausted() {
        var max = usage.map(Usage::max).orElse(0L);
        know(new Usage(max, max));
    }

    private void know(Usage now) {
        usage = Optional.of(now);
        knownAt = clock.instant();
    }

    /**
     * @param again whether the answer says nothing, and the question is to be asked once more
     * @return why nothing can be called for now
     */
    Optional<Failure> looked(Answer answer, boolean again) {
        var failure = again ? Optional.<Failure>empty() : read(answer);
        CompletableFuture<Optional<Failure>> result;
        synchronized (this) {
            result = flight.map(Flight::result).orElseGet(CompletableFuture::new);
            flight = Optional.empty();
        }
        result.complete(failure);
        return failure;
    }

    private synchronized Optional<Failure> read(Answer answer) {
        if (answer instanceof Answer.Http http && http.status() == 200) {
            var daily = Body.json(http.body()).map(body -> body.path("DailyApiRequests"));
            daily.filter(found -> found.path("Max").isNumber()).ifPresent(this::know);
        } else if (SalesforceFailures.classify(answer) instanceof Reading.Failed failed
                && failed.failure().owner() == Owner.ACCOUNT) {
            if (failed.failure().reason() == Reason.DAILY_BUDGET) {
                exhausted();
            }
            return Optional.of(failed.failure());
        }
        // Without the right to read limits the answers of other calls tell.
        knownAt = clock.instant();
        return Optional.empty();
    }

    private void know(JsonNode daily) {
        var max = daily.path("Max").asLong();
        know(new Usage(max - daily.path("Remaining").asLong(), max));
    }

    /** Of the org's day, for whomever; not a number before anything is known. */
    synchronized double remaining() {
        return usage.map(known -> (double) Math.max(0, known.max() - known.used()))
                .orElse(Double.NaN);
    }
}
