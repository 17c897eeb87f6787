package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SalesforceFailuresTest {
    private static final String LOCKED =
            "LeadTrigger: execution of BeforeInsert caused by: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access";

    @ParameterizedTest
    @MethodSource
    void knows_what_each_answer_means(int status, String body, String expected) {
        var reading = SalesforceFailures.classify(new Answer.Http(status, Optional.empty(), body));
        assertThat(word(reading)).isEqualTo(expected);
    }

    static Stream<Arguments> knows_what_each_answer_means() {
        return Stream.of(
                // the session
                row(401, error("INVALID_SESSION_ID", "Session expired or invalid"), "ACCOUNT LOGIN_REFUSED"),
                row(401, error("INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE"), "ACCOUNT LOGIN_REFUSED"),
                row(401, error("SOMETHING_NEW", "x"), "ACCOUNT LOGIN_REFUSED"),
                row(401, "", "ACCOUNT LOGIN_REFUSED"),
                row(
                        401,
                        error("INVALID_OPERATION_WITH_EXPIRED_PASSWORD", "The users password has expired"),
                        "ACCOUNT PASSWORD_EXPIRED"),
                // what the org allows
                row(403, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), "ACCOUNT DAILY_BUDGET"),
                row(
                        403,
                        error("REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded."),
                        "ACCOUNT THROTTLED"),
                row(503, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), "ACCOUNT DAILY_BUDGET"),
                row(
                        403,
                        error("API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization"),
                        "ACCOUNT API_DISABLED"),
                row(403, error("API_CURRENTLY_DISABLED", "API is disabled"), "ACCOUNT API_DISABLED"),
                row(410, "", "ACCOUNT API_DISABLED"),
                row(410, error("UNSUPPORTED_API_VERSION", "This version is retired"), "ACCOUNT API_DISABLED"),
                row(400, error("STORAGE_LIMIT_EXCEEDED", "storage limit exceeded"), "ACCOUNT STORAGE_FULL"),
                row(403, error("STORAGE_LIMIT_EXCEEDED", "storage limit exceeded"), "ACCOUNT STORAGE_FULL"),
                // the target
                row(
                        403,
                        error("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id"),
                        "TARGET OBJECT_NOT_ACCESSIBLE"),
                row(403, error("SOMETHING_NEW", "x"), "TARGET OBJECT_NOT_ACCESSIBLE"),
                row(403, "<html>Forbidden</html>", "TARGET OBJECT_NOT_ACCESSIBLE"),
                row(400, error("INVALID_TYPE", "sObject type 'Foo' is not supported."), "TARGET OBJECT_NOT_ACCESSIBLE"),
                row(404, error("NOT_FOUND", "The requested resource does not exist"), "TARGET TARGET_UNKNOWN"),
                row(404, "", "TARGET TARGET_UNKNOWN"),
                row(
                        404,
                        error("NOT_FOUND", "Provided external ID field does not exist or is not accessible: Ext__c"),
                        "TARGET FIELD_NOT_VISIBLE"),
                row(
                        400,
                        error(
                                "INVALID_FIELD",
                                "\\nSELECT Foo FROM Lead\\nERROR at Row:1:Column:8\\nNo such column 'Foo'"),
                        "TARGET FIELD_NOT_VISIBLE"),
                row(
                        400,
                        error("INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: X."),
                        "TARGET FIELD_NOT_WRITABLE"),
                // a row, one knows not which
                row(
                        400,
                        error(
                                "JSON_PARSER_ERROR",
                                "Cannot deserialize instance of date from VALUE_STRING value 2017-05-30T-06:00:00X or request"
                                        + " may be missing a required field at [line:11, column:55]"),
                        "SPLIT Refused VALUE_INVALID"),
                row(
                        400,
                        error(
                                "JSON_PARSER_ERROR",
                                "The HTTP entity body is required, but this request has no entity body."),
                        "SPLIT Refused VALUE_INVALID"),
                row(400, error("MALFORMED_QUERY", "unexpected token: 'x'"), "SPLIT Refused ROW_REJECTED"),
                row(400, error("MALFORMED_ID", "malformed id X"), "SPLIT Refused VALUE_INVALID"),
                row(
                        400,
                        error("QUERY_TIMEOUT", "Your query request was running for too long."),
                        "SPLIT Parked ROW_FAILED"),
                row(400, error("EXCEEDED_ID_LIMIT", "record limit reached."), "SPLIT Parked ROW_FAILED"),
                row(
                        400,
                        error("REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName, Company]"),
                        "SPLIT Refused REQUIRED_MISSING"),
                row(400, error("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access"), "SPLIT Parked ROW_FAILED"),
                row(404, error("ENTITY_IS_DELETED", "entity is deleted"), "SPLIT Parked ROW_FAILED"),
                row(400, duplicates("duplicateResut"), "SPLIT Refused DUPLICATE_DETECTED"),
                row(400, duplicates("duplicateResult"), "SPLIT Refused DUPLICATE_DETECTED"),
                row(405, error("METHOD_NOT_ALLOWED", "HTTP Method 'PATCH' not allowed."), "SPLIT Refused ROW_REJECTED"),
                row(415, error("UNSUPPORTED_MEDIA_TYPE", "x"), "SPLIT Refused ROW_REJECTED"),
                row(418, error("SOMETHING_NEW", "x"), "SPLIT Refused ROW_REJECTED"),
                row(300, "[\"/services/data/v60.0/sobjects/Lead/00Q1\"]", "SPLIT Refused ROW_REJECTED"),
                row(413, "", "SPLIT Refused ROW_REJECTED"),
                row(414, "", "SPLIT Refused ROW_REJECTED"),
                row(431, "<html>", "SPLIT Refused ROW_REJECTED"),
                row(418, "", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(400, "Bad Request", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(400, "<html>Bad Request</html>", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                // it fails on one of them, or on all; halves will tell
                row(500, error("UNKNOWN_EXCEPTION", "An unexpected error occurred."), "SPLIT Parked ROW_FAILED"),
                // away
                row(503, error("SERVER_UNAVAILABLE", "Server Unavailable"), "ACCOUNT UNAVAILABLE"),
                row(200, error("SERVER_UNAVAILABLE", "Server Unavailable"), "ACCOUNT UNAVAILABLE"),
                row(500, error("SOMETHING_NEW", "x"), "ACCOUNT UNAVAILABLE"),
                row(503, "<html>Maintenance</html>", "ACCOUNT UNAVAILABLE"),
                row(420, "<html>No route</html>", "ACCOUNT UNAVAILABLE"),
                row(500, "", "ACCOUNT UNAVAILABLE"),
                row(502, "<html>", "ACCOUNT UNAVAILABLE"),
                row(504, "", "ACCOUNT UNAVAILABLE"),
                row(599, "", "ACCOUNT UNAVAILABLE"),
                row(408, "", "ACCOUNT UNAVAILABLE"),
                row(429, "", "ACCOUNT THROTTLED"),
                // not what it seems
                row(200, error("INVALID_SESSION_ID", "Session expired or invalid"), "ACCOUNT LOGIN_REFUSED"),
                row(200, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), "ACCOUNT DAILY_BUDGET"),
                row(200, "<html>Log in</html>", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(200, "", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(200, "[{\"id\":", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(200, "{}", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(200, "[]", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(302, "", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(304, "", "ACCOUNT ANSWER_NOT_UNDERSTOOD"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // tried again
                "UNABLE_TO_LOCK_ROW | unable to obtain exclusive access to this record or 1 records: 00Q… | Parked ROW_FAILED",
                "REQUEST_RUNNING_TOO_LONG | Your request was running for too long | Parked ROW_FAILED",
                "UNKNOWN_EXCEPTION | An unexpected error occurred. | Parked ROW_FAILED",
                "SERVER_UNAVAILABLE | Server Unavailable | Parked UNAVAILABLE",
                "REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded. | Parked DAILY_BUDGET",
                "STORAGE_LIMIT_EXCEEDED | storage limit exceeded | Parked STORAGE_FULL",
                "ALL_OR_NONE_OPERATION_ROLLED_BACK | Record rolled back because not all records were valid | Parked ROW_FAILED",
                "PROCESSING_HALTED | The transaction was rolled back | Parked ROW_FAILED",
                "DUPLICATE_VALUE | duplicate value found: Ext__c duplicates value on record with id: 00Q… | Parked ROW_FAILED",
                "DUPLICATE_VALUE | Duplicate external id specified: X | Parked ROW_FAILED",
                "ENTITY_IS_DELETED | entity is deleted | Parked ROW_FAILED",
                "INVALID_CROSS_REFERENCE_KEY | invalid cross reference id | Parked ROW_FAILED",
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY | " + LOCKED + " | Parked ROW_FAILED",
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY | LeadTrigger: System.LimitException: Too many SOQL queries: 101 | Parked ROW_FAILED",
                // until the administrator has done something
                "INVALID_FIELD | No such column 'Foo' on sobject of type Lead | Parked FIELD_NOT_VISIBLE",
                "INVALID_FIELD_FOR_INSERT_UPDATE | Unable to create/update fields: X. | Parked FIELD_NOT_WRITABLE",
                "INSUFFICIENT_ACCESS_OR_READONLY | insufficient access rights on object id | Parked OBJECT_NOT_ACCESSIBLE",
                "API_DISABLED_FOR_ORG | API is not enabled | Parked API_DISABLED",
                // refused
                "DUPLICATES_DETECTED | Use one of these records? | Refused DUPLICATE_DETECTED",
                "REQUIRED_FIELD_MISSING | Required fields are missing: [LastName, Company] | Refused REQUIRED_MISSING",
                "STRING_TOO_LONG | Last Name: data value too large: … (max length=80) | Refused TOO_LONG",
                "INVALID_EMAIL_ADDRESS | Email: invalid email address: x | Refused VALUE_INVALID",
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Rating: bad value for restricted picklist field: X | Refused VALUE_INVALID",
                "INVALID_TYPE_ON_FIELD_IN_RECORD | Employees: value not of required type: X | Refused VALUE_INVALID",
                "NUMBER_OUTSIDE_VALID_RANGE | Employees: value outside of valid range on numeric field: X | Refused VALUE_INVALID",
                "FIELD_INTEGRITY_EXCEPTION | There's a problem with this state | Refused VALUE_INVALID",
                "MALFORMED_ID | Account ID: id value of incorrect type: 001 | Refused VALUE_INVALID",
                "FIELD_CUSTOM_VALIDATION_EXCEPTION | Say please | Refused VALIDATION_FAILED",
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY | LeadTrigger: execution of BeforeInsert caused by: no | Refused VALIDATION_FAILED",
                "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY | insufficient access rights on cross-reference id | Refused ROW_REJECTED",
                "CANNOT_UPDATE_CONVERTED_LEAD | cannot reference converted lead | Refused ROW_REJECTED",
                "SOMETHING_NEW | x | Refused ROW_REJECTED",
            })
    void knows_what_is_to_become_of_a_record(String code, String message, String expected) {
        var outcome = SalesforceFailures.ofRecord(code, message, List.of());
        assertThat(word(outcome)).isEqualTo(expected);
    }

    @Test
    void a_wrong_reference_in_a_field_is_the_records_fault() {
        assertThat(word(SalesforceFailures.ofRecord(
                        "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", List.of("OwnerId"))))
                .isEqualTo("Refused ROW_REJECTED");
    }

    @Test
    void an_org_without_calls_is_asked_again_in_ten_minutes() {
        var answer = new Answer.Http(
                403, Optional.empty(), error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        assertThat(failure(answer).retryAfter()).contains(Duration.ofMinutes(10));
    }

    @Test
    void no_answer_is_a_matter_of_the_account() {
        assertThat(failure(new Answer.None(true, "TimeoutException")))
                .isEqualTo(new Failure(Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "TimeoutException"));
    }

    @Test
    void what_goes_to_the_log_has_no_word_about_a_row() {
        var parked = SalesforceFailures.ofRecord("STRING_TOO_LONG", "x".repeat(10_000), List.of());
        assertThat(((Outcome.Refused) parked).detail()).hasSize(500);
        var body = error("INVALID_FIELD", "No such column 'ann@example.com'");
        assertThat(failure(new Answer.Http(400, Optional.empty(), body)).detail())
                .isEqualTo("HTTP 400, INVALID_FIELD");
        assertThat(failure(new Answer.Http(200, Optional.empty(), "ann@example.com"))
                        .detail())
                .doesNotContain("ann@example.com");
    }

    private static Failure failure(Answer answer) {
        return ((Reading.Failed) SalesforceFailures.classify(answer)).failure();
    }

    private static Arguments row(int status, String body, String expected) {
        return Arguments.of(status, body, expected);
    }

    private static String error(String code, String message) {
        return "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code);
    }

    private static String duplicates(String key) {
        return "[{\"%s\":{\"allowSave\":true,\"duplicateRule\":\"Standard_Lead_Duplicate_Rule\",\"matchResults\":[]},"
                        .formatted(key)
                + "\"errorCode\":\"DUPLICATES_DETECTED\",\"message\":\"Use one of these records?\"}]";
    }

    private static String word(Reading reading) {
        return reading instanceof Reading.Failed failed
                ? failed.failure().owner() + " " + failed.failure().reason()
                : "SPLIT " + word(((Reading.Split) reading).ifAlone());
    }

    private static String word(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? "Refused " + refused.reason()
                : "Parked " + ((Outcome.Parked) outcome).reason();
    }
}
