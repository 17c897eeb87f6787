package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an answer means that does not prove success, and what is said of one record in an answer that does. The codes are
 * those of the REST API's developer guide; what each shape was seen for is in the test, which has a row per known body.
 */
final class SalesforceFailures {
    /** How long to wait when the org has no calls left: its window moves on slowly. */
    static final Duration WITHOUT_CALLS = Duration.ofMinutes(10);

    private SalesforceFailures() {}

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
        var errors = SalesforceError.of(json);
        return errors.isEmpty() ? byStatus(http, json) : byCode(http, errors.get(0));
    }

    /** The code decides, whatever the status: a gateway between may change that. */
    private static Reading byCode(Answer.Http http, SalesforceError error) {
        var fault = fault(error, http.status());
        if (fault.isPresent()) {
            return new Reading.Failed(fault.get());
        }
        if (http.status() == 401) {
            return account(Reason.LOGIN_REFUSED, http.retryAfter(), words(http, error));
        }
        if (http.status() >= 500 && !error.code().equals("UNKNOWN_EXCEPTION")) {
            return account(Reason.UNAVAILABLE, http.retryAfter(), words(http, error));
        }
        if (http.status() == 403) {
            return target(Reason.OBJECT_NOT_ACCESSIBLE, words(http, error));
        }
        return new Reading.Split(ofRecord(error.code(), error.message(), error.fields()));
    }

    private static Reading byStatus(Answer.Http http, Optional<JsonNode> json) {
        return switch (http.status()) {
            case 401 -> account(Reason.LOGIN_REFUSED, http.retryAfter(), foreign(http));
            case 403 -> target(Reason.OBJECT_NOT_ACCESSIBLE, foreign(http));
            case 404 -> target(Reason.TARGET_UNKNOWN, foreign(http));
            case 410 -> account(Reason.API_DISABLED, http.retryAfter(), "HTTP 410, the API version is retired");
            case 429 -> account(Reason.THROTTLED, http.retryAfter(), foreign(http));
            // 420: what Salesforce's edge answers where it knows no way to the org.
            case 408, 420 -> account(Reason.UNAVAILABLE, http.retryAfter(), foreign(http));
            case 413, 414, 431 ->
                new Reading.Split(new Outcome.Refused(Reason.ROW_REJECTED, "HTTP " + http.status() + ", too long"));
            case 300 ->
                new Reading.Split(new Outcome.Refused(
                        Reason.ROW_REJECTED, "HTTP 300, the external id is that of several records"));
            default -> unexpected(http, json);
        };
    }

    private static Reading unexpected(Answer.Http http, Optional<JsonNode> json) {
        if (http.status() >= 500) {
            return account(Reason.UNAVAILABLE, http.retryAfter(), foreign(http));
        }
        if (http.status() / 100 == 3 || http.status() / 100 == 2 && json.isEmpty()) {
            return account(Reason.ANSWER_NOT_UNDERSTOOD, http.retryAfter(), foreign(http));
        }
        return new Reading.Split(new Outcome.Parked(Reason.ANSWER_NOT_UNDERSTOOD, foreign(http)));
    }

    /**
     * What is not the fault of a record, though it may stand in the result of one: then it is as wrong for all others of
     * the call that have it.
     *
     * @param status of the answer
     */
    static Optional<Failure> fault(SalesforceError error, int status) {
        var words = "HTTP " + status + ", " + error.words();
        return switch (error.code()) {
            case "INVALID_OPERATION_WITH_EXPIRED_PASSWORD" -> ofAccount(Reason.PASSWORD_EXPIRED, words);
            case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER" -> ofAccount(Reason.LOGIN_REFUSED, words);
            case "REQUEST_LIMIT_EXCEEDED" -> Optional.of(limit(error, words));
            case "API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED" -> ofAccount(Reason.API_DISABLED, words);
            case "UNSUPPORTED_API_VERSION" -> ofAccount(Reason.API_DISABLED, words);
            case "STORAGE_LIMIT_EXCEEDED" -> ofAccount(Reason.STORAGE_FULL, words);
            case "SERVER_UNAVAILABLE" -> ofAccount(Reason.UNAVAILABLE, words);
            case "INVALID_TYPE", "INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS" ->
                ofTarget(Reason.OBJECT_NOT_ACCESSIBLE, words);
            case "INVALID_FIELD" -> ofTarget(Reason.FIELD_NOT_VISIBLE, words);
            case "INVALID_FIELD_FOR_INSERT_UPDATE" -> ofTarget(Reason.FIELD_NOT_WRITABLE, words);
            case "NOT_FOUND" -> ofTarget(notFound(error), words);
            default -> Optional.empty();
        };
    }

    /** The calls of the day are one limit of this code, requests that take long another. */
    private static Failure limit(SalesforceError error, String words) {
        return error.message().contains("Concurrent")
                ? new Failure(Owner.ACCOUNT, Reason.THROTTLED, Optional.empty(), words + ", too many long requests")
                : new Failure(Owner.ACCOUNT, Reason.DAILY_BUDGET, Optional.of(WITHOUT_CALLS), words);
    }

    private static Reason notFound(SalesforceError error) {
        return error.message().startsWith("Provided external ID field")
                ? Reason.FIELD_NOT_VISIBLE
                : Reason.TARGET_UNKNOWN;
    }

    /**
     * What is to become of a record of which this is said. What is no fault of the record is parked: {@link #fault} says
     * whether nothing else of the call can have been written either.
     */
    static Outcome ofRecord(String statusCode, String message, List<String> fields) {
        var error = new SalesforceError(statusCode, message, fields);
        var fault = fault(error, 200);
        if (fault.isPresent()) {
            return new Outcome.Parked(fault.get().reason(), error.text());
        }
        return passes(error)
                ? new Outcome.Parked(Reason.ROW_FAILED, error.text())
                : new Outcome.Refused(refusal(statusCode), error.text());
    }

    /** Locks, time-outs, governor limits, and a parallel insert of the same unique value, which is found at the next look. */
    private static boolean passes(SalesforceError error) {
        return switch (error.code()) {
            // Without a field it is the record itself, which was deleted since it was looked up.
            case "INVALID_CROSS_REFERENCE_KEY" -> error.fields().isEmpty();
            case "UNABLE_TO_LOCK_ROW",
                    "REQUEST_RUNNING_TOO_LONG",
                    "QUERY_TIMEOUT",
                    "UNKNOWN_EXCEPTION",
                    "TXN_SECURITY_METERING_ERROR",
                    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                    "PROCESSING_HALTED",
                    "EXCEEDED_ID_LIMIT",
                    "ENTITY_IS_DELETED",
                    "DUPLICATE_VALUE" -> true;
            // A trigger or flow of the org: what it ran into may be a lock, or a limit that others used up.
            case "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CANNOT_EXECUTE_FLOW_TRIGGER" ->
                error.message().contains("UNABLE_TO_LOCK_ROW")
                        || error.message().contains("SERVER_UNAVAILABLE")
                        || error.message().contains("Too many ")
                        || error.message().contains("Apex CPU time limit");
            default -> false;
        };
    }

    private static Reason refusal(String code) {
        return switch (code) {
            case "DUPLICATES_DETECTED" -> Reason.DUPLICATE_DETECTED;
            case "REQUIRED_FIELD_MISSING" -> Reason.REQUIRED_MISSING;
            case "STRING_TOO_LONG" -> Reason.TOO_LONG;
            case "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                    "CANNOT_EXECUTE_FLOW_TRIGGER" -> Reason.VALIDATION_FAILED;
            case "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    "INVALID_EMAIL_ADDRESS",
                    "INVALID_TYPE_ON_FIELD_IN_RECORD",
                    "NUMBER_OUTSIDE_VALID_RANGE",
                    "FIELD_INTEGRITY_EXCEPTION",
                    "MALFORMED_ID",
                    "JSON_PARSER_ERROR" -> Reason.VALUE_INVALID;
            default -> Reason.ROW_REJECTED;
        };
    }

    private static String words(Answer.Http http, SalesforceError error) {
        return "HTTP " + http.status() + ", " + error.words();
    }

    private static String foreign(Answer.Http http) {
        return "HTTP " + http.status() + " with a body that is not Salesforce's";
    }

    private static Optional<Failure> ofAccount(Reason reason, String detail) {
        return Optional.of(new Failure(Owner.ACCOUNT, reason, Optional.empty(), detail));
    }

    private static Optional<Failure> ofTarget(Reason reason, String detail) {
        return Optional.of(new Failure(Owner.TARGET, reason, Optional.empty(), detail));
    }

    private static Reading account(Reason reason, Optional<Duration> retryAfter, String detail) {
        return new Reading.Failed(new Failure(Owner.ACCOUNT, reason, retryAfter, detail));
    }

    private static Reading target(Reason reason, String detail) {
        return new Reading.Failed(new Failure(Owner.TARGET, reason, Optional.empty(), detail));
    }
}
