package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.util.Optional;

/** What the answer to a question by REST means: JSON, or why there is none. */
final class SourceReading {
    private static final int NOT_FOUND = 404;

    private SourceReading() {}

    /** Of any 2xx: campaigns are documented to come with 202. @throws SourceFailure also for an error that came with one */
    static JsonNode json(Answer answer) throws SourceFailure {
        if (isGood(answer)) {
            var json = Body.json(((Answer.Http) answer).body()).filter(JsonNode::isObject);
            if (json.isPresent() && !json.get().has("errorcode")) {
                return json.get();
            }
        }
        throw failure(answer);
    }

    static boolean isGood(Answer answer) {
        return answer instanceof Answer.Http http && http.status() / 100 == 2;
    }

    /** Why an answer is of no use. */
    static SourceFailure failure(Answer answer) {
        if (answer.equals(Sfmc.TOO_LONG)) {
            return rejected(Reason.ANSWER_TOO_LONG, Sfmc.TOO_LONG.detail());
        }
        var reading = SfmcFailures.classify(answer);
        var failure = reading instanceof Reading.Failed failed
                ? failed.failure()
                : failure((Answer.Http) answer, ((Reading.Split) reading).ifAlone());
        return isGone(answer) ? SourceFailure.gone(failure) : SourceFailure.of(failure);
    }

    static SourceFailure rejected(Reason reason, String detail) {
        return SourceFailure.of(new Failure(Owner.TARGET, reason, Optional.empty(), detail));
    }

    /** What would be the row's fault, if there were one. What may pass counts as not available. */
    private static Failure failure(Answer.Http http, Outcome ofRow) {
        if (ofRow instanceof Outcome.Refused refused) {
            return failure(Reason.READ_REJECTED, http, refused.detail());
        }
        var parked = (Outcome.Parked) ofRow;
        if (parked.reason() == Reason.ROW_FAILED) {
            return failure(Reason.UNAVAILABLE, http, parked.detail());
        }
        return failure(isGood(http) ? parked.reason() : Reason.READ_REJECTED, http, parked.detail());
    }

    private static Failure failure(Reason reason, Answer.Http http, String detail) {
        return new Failure(Owner.TARGET, reason, http.retryAfter(), "HTTP " + http.status() + ": " + detail);
    }

    /** A 404 that SFMC has not said itself is no proof. */
    private static boolean isGone(Answer answer) {
        return answer instanceof Answer.Http http
                && http.status() == NOT_FOUND
                && SfmcError.of(Body.json(http.body())).known();
    }
}
