package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer means that does not prove success. The codes are those of SFMC's error handling page; what each shape
 * was seen for is in the test, which has a row per known body.
 */
final class SfmcFailures {
    private static final int DATA_EXTENSION_ROWS = 10006;
    private static final int INVALID_PARAMETER = 10001;
    private static final int NO_PERMISSION = 20002;
    private static final String NO_PRIVILEGES = "Insufficient Privileges";
    private static final int RUNTIME = 30000;
    private static final int NOT_FOUND = 30003;
    private static final Set<Integer> AUTHENTICATION = Set.of(40000, 40001);

    /** What the token service answers instead of a code (RFC 6749, 5.2). */
    private static final Set<String> OAUTH = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope");

    private static final int RATE_EXCEEDED = 50100;
    private static final int ACCOUNT_BLOCKED = 50200;
    private static final int SERVICE_UNAVAILABLE = 50300;

    /** SQL Server's words for one of two transactions that waited for each other. */
    private static final Pattern DEADLOCK = Pattern.compile("Rerun the transaction|\\bdeadlock");

    private static final Pattern WRONG_TARGET = Pattern.compile(
            "Primary key '.*' does not exist\\.?" + "|This Data Extension does not have any primary keys defined\\.?");

    private SfmcFailures() {}

    static Reading classify(Answer answer) {
        if (answer instanceof Answer.Http http) {
            return classify(http);
        }
        if (answer instanceof Answer.None none) {
            return account(Reason.UNAVAILABLE, Optional.empty(), none.detail());
        }
        return new Reading.Failed(((Answer.NotCalled) answer).failure());
    }

    private static Reading classify(Answer.Http http) {
        var json = Body.json(http.body());
        var error = SfmcError.of(json);
        return accountFault(http, json, error)
                .or(() -> targetFault(http, error))
                .orElseGet(() -> rowFault(http, json, error));
    }

    private static Optional<Reading> accountFault(Answer.Http http, Optional<JsonNode> json, SfmcError error) {
        var status = http.status();
        var oauth = json.map(body -> body.path("error").asText()).orElse("");
        if (OAUTH.contains(oauth)) {
            return Optional.of(
                    account(Reason.CREDENTIALS, http.retryAfter(), "HTTP " + status + ", " + oauth(json.get())));
        }
        if (status == 401 || AUTHENTICATION.contains(error.code())) {
            return Optional.of(account(Reason.CREDENTIALS, http.retryAfter(), words(http, error)));
        }
        if (error.code() == ACCOUNT_BLOCKED) {
            return Optional.of(account(Reason.BLOCKED, http.retryAfter(), words(http, error)));
        }
        if (status == 429 || error.code() == RATE_EXCEEDED) {
            return Optional.of(account(Reason.THROTTLED, wait(http, json), words(http, error)));
        }
        var fault = SoapFault.reason(http.body());
        if (fault.isPresent()) {
            return Optional.of(account(fault.get(), http.retryAfter(), foreign(http)));
        }
        if (status >= 500 || status == 408 || error.code() == SERVICE_UNAVAILABLE) {
            return Optional.of(account(Reason.UNAVAILABLE, http.retryAfter(), words(http, error)));
        }
        if (status / 100 == 3 || status / 100 == 2 && json.isEmpty()) {
            return Optional.of(account(Reason.ANSWER_NOT_UNDERSTOOD, http.retryAfter(), foreign(http)));
        }
        return Optional.empty();
    }

    private static Optional<Reading> targetFault(Answer.Http http, SfmcError error) {
        if (http.status() == 403
                || error.code() == NO_PERMISSION
                || error.message().equals(NO_PRIVILEGES)) {
            return Optional.of(target(Reason.PERMISSION, words(http, error)));
        }
        var unknown = http.status() == 404
                || error.code() == NOT_FOUND
                || error.codes().contains("CustomObjectNotFound")
                || error.code() == INVALID_PARAMETER && error.message().matches("Parameter .* is invalid\\.?")
                || WRONG_TARGET.matcher(error.message()).matches();
        return unknown ? Optional.of(target(Reason.TARGET_UNKNOWN, words(http, error))) : Optional.empty();
    }

    private static Reading rowFault(Answer.Http http, Optional<JsonNode> json, SfmcError error) {
        var detail = error.known() ? error.text() : foreign(http);
        // Without further errors the save itself failed: a lock or a time-out at the other end, as seen in production.
        var saveFailed = error.code() == DATA_EXTENSION_ROWS && error.details().isEmpty();
        if (saveFailed
                || error.code() == RUNTIME
                || DEADLOCK.matcher(error.text()).find()
                || notThereYet(error)) {
            return new Reading.Split(new Outcome.Parked(Reason.ROW_FAILED, detail));
        }
        if (error.known() || http.status() == 413) {
            return new Reading.Split(new Outcome.Refused(Reason.ROW_REJECTED, detail));
        }
        return new Reading.Split(new Outcome.Parked(Reason.ANSWER_NOT_UNDERSTOOD, detail));
    }

    /** The status of a request for which SFMC has no record, or none yet. */
    private static boolean notThereYet(SfmcError error) {
        return error.codes().contains("AsyncRequestStatusNotFound");
    }

    /** What the header asks for, otherwise the body. */
    private static Optional<Duration> wait(Answer.Http http, Optional<JsonNode> json) {
        return http.retryAfter().or(() -> json.map(body -> body.path("retryAfter"))
                .filter(JsonNode::isNumber)
                .map(seconds -> Duration.ofSeconds(seconds.asLong())));
    }

    /** For logs: without the details, which may quote a value. */
    private static String words(Answer.Http http, SfmcError error) {
        return error.known()
                ? "HTTP " + http.status() + ", errorcode " + error.code() + ": " + error.message()
                : foreign(http);
    }

    private static String foreign(Answer.Http http) {
        return "HTTP " + http.status()
                + SoapFault.text(http.body())
                        .map(fault -> " with the SOAP fault: " + fault)
                        .orElse(" with a body that is not SFMC's");
    }

    /** What the token service says: its code, and what that means. */
    private static String oauth(JsonNode json) {
        var description = SfmcError.cut(json.path("error_description").asText());
        return json.path("error").asText() + (description.isEmpty() ? "" : ": " + description);
    }

    private static Reading account(Reason reason, Optional<Duration> retryAfter, String detail) {
        return new Reading.Failed(new Failure(Owner.ACCOUNT, reason, retryAfter, detail));
    }

    private static Reading target(Reason reason, String detail) {
        return new Reading.Failed(new Failure(Owner.TARGET, reason, Optional.empty(), detail));
    }
}
