package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Failure.Owner;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row per body that SFMC is known to answer with, and for what is not known. */
class SfmcFailuresTest {
    private static final String DOCS =
            "https://developer.salesforce.com/docs/atlas.en-us.mc-apis.meta/mc-apis/error-handling.htm";
    private static final String UNABLE =
            "Unable to save rows for data extension ID dcf7a0f9-ff23-ef11-b859-48df37dc1382";

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void knows_whose_fault_it_is(int status, String body, String expected) {
        assertThat(word(SfmcFailures.classify(new Answer.Http(status, Optional.empty(), body))))
                .isEqualTo(expected);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                // the token is not accepted: captured; in another client's tests; empty body
                row(401, error(0, "Not Authorized"), "ACCOUNT CREDENTIALS"),
                row(401, error(1, "Not Authorized"), "ACCOUNT CREDENTIALS"),
                row(401, "", "ACCOUNT CREDENTIALS"),
                row(400, error(40000, "Authentication failed"), "ACCOUNT CREDENTIALS"),
                row(400, error(40001, "Authentication failed"), "ACCOUNT CREDENTIALS"),
                row(
                        401,
                        oauth("invalid_client", "Invalid client ID. Use the client ID in Installed Packages."),
                        "ACCOUNT CREDENTIALS"),
                row(401, oauth("invalid_client", "Client authentication failed."), "ACCOUNT CREDENTIALS"),
                row(400, oauth("invalid_request", ""), "ACCOUNT CREDENTIALS"),
                row(400, oauth("unsupported_grant_type", ""), "ACCOUNT CREDENTIALS"),
                row(400, oauth("invalid_scope", ""), "ACCOUNT CREDENTIALS"),
                row(400, oauth("invalid_grant", ""), "ACCOUNT CREDENTIALS"),
                row(500, fault("q0:Security", "Token Expired"), "ACCOUNT CREDENTIALS"),
                row(500, fault("q0:Security", "Login Failed"), "ACCOUNT CREDENTIALS"),
                // permission: the code as a number and as a string
                row(403, error(20002, "Insufficient Privileges"), "TARGET PERMISSION"),
                row(400, "{\"message\":\"Insufficient Privileges\",\"errorcode\":\"20002\"}", "TARGET PERMISSION"),
                row(403, "<html>Forbidden</html>", "TARGET PERMISSION"),
                row(400, error(10000, "Insufficient Privileges"), "TARGET PERMISSION"),
                // nothing there
                row(404, error(404, "Not Found"), "TARGET TARGET_UNKNOWN"),
                row(404, error(30003, "No endpoint exists for key 'foobar'."), "TARGET TARGET_UNKNOWN"),
                row(400, error(30003, "Unable to find event definition APIEvent-x"), "TARGET TARGET_UNKNOWN"),
                row(400, error(10001, "Parameter {guid} is invalid."), "TARGET TARGET_UNKNOWN"),
                row(400, error(10001, "Parameter {id} is invalid."), "TARGET TARGET_UNKNOWN"),
                row(400, error(10001, "Parameter {key} is invalid."), "TARGET TARGET_UNKNOWN"),
                row(400, error(10000, "Primary key 'subscriberkey' does not exist."), "TARGET TARGET_UNKNOWN"),
                row(
                        400,
                        error(10000, "This Data Extension does not have any primary keys defined."),
                        "TARGET TARGET_UNKNOWN"),
                row(
                        400,
                        "{\"requestId\":\"1\",\"resultMessages\":[{\"resultType\":\"Validation\",\"resultClass\":\"Error\","
                                + "\"resultCode\":\"CustomObjectNotFound\",\"message\":\"Failed to resolve the Custom Object\"}]}",
                        "TARGET TARGET_UNKNOWN"),
                // rows
                row(
                        400,
                        unableToSave("Email: The value for column [Email] is not a valid email address."),
                        "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        unableToSave("At least one existing field is required in the values property"),
                        "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        unableToSave("Phone: The value for column [Phone] is not a valid phone number. Parse error"
                                + " [ExactTarget.Core.Validation.ValidationResult[]]"),
                        "SPLIT Refused ROW_REJECTED"),
                row(400, unableToSave("Column [Plan] does not allow null value."), "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        unableToSave("Plan: The value for column [Plan] exceeds the maximum length"),
                        "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        error(2, "Cannot locate the existing record. Required keys are missing."),
                        "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        "{\"message\":\"Violation of PRIMARY KEY constraint 'PK_C20720'. Cannot insert duplicate key in"
                                + " object 'C20720'.\",\"errorcode\":\"UnexpectedError\"}",
                        "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        error(
                                2,
                                "Transaction (Process ID 6840) was deadlocked on lock resources with another process and"
                                        + " has been chosen as the deadlock victim. Rerun the transaction."),
                        "SPLIT Parked ROW_FAILED"),
                row(
                        400,
                        unableToSave("Transaction (Process ID 6840) was deadlocked. Rerun the transaction."),
                        "SPLIT Parked ROW_FAILED"),
                row(
                        200,
                        "{\"requestId\":\"1\",\"resultMessages\":[{\"resultType\":\"Operational\",\"resultClass\":\"Error\","
                                + "\"resultCode\":\"AsyncRequestStatusNotFound\",\"message\":\"Unable to locate an Async"
                                + " Request Status Record for the provided RequestId: 1.\"}]}",
                        "SPLIT Parked ROW_FAILED"),
                row(400, error(10006, UNABLE), "SPLIT Parked ROW_FAILED"),
                row(400, "{\"message\":\"" + UNABLE + "\",\"errorcode\":\"10006\"}", "SPLIT Parked ROW_FAILED"),
                row(400, error(30000, "Runtime error"), "SPLIT Parked ROW_FAILED"),
                row(400, error(10000, "Validation failed"), "SPLIT Refused ROW_REJECTED"),
                row(400, error(10001, "Invalid data type"), "SPLIT Refused ROW_REJECTED"),
                row(400, error(10002, "Missing required field"), "SPLIT Refused ROW_REJECTED"),
                row(400, error(10003, "Incorrect format"), "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        error(10003, "The request parameter $filter could not be resolved."),
                        "SPLIT Refused ROW_REJECTED"),
                row(400, error(10005, "Invalid value"), "SPLIT Refused ROW_REJECTED"),
                row(400, error(10000, "Interaction Count Limit Exceeded"), "SPLIT Refused ROW_REJECTED"),
                row(400, error(10000, "Campaign ID is invalid"), "SPLIT Refused ROW_REJECTED"),
                row(400, "{\"message\":\"Campaign does not exist\"}", "SPLIT Refused ROW_REJECTED"),
                row(400, error(30001, "Invalid operation"), "SPLIT Refused ROW_REJECTED"),
                row(400, error(30004, "A Data Extension with this name already exists"), "SPLIT Refused ROW_REJECTED"),
                row(422, error(99999, "Something new"), "SPLIT Refused ROW_REJECTED"),
                row(
                        400,
                        "{\"operationStatus\":\"Error\",\"hasErrors\":true,\"resultMessages\":[{\"resultType\":\"Validation\","
                                + "\"resultClass\":\"Error\",\"resultCode\":\"InvalidAttribute\",\"message\":\"no such attribute\"}]}",
                        "SPLIT Refused ROW_REJECTED"),
                row(413, "", "SPLIT Refused ROW_REJECTED"),
                row(400, "Bad Request", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(400, "<html>Bad Request</html>", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(400, "{\"message\":\"Unable to sa", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(418, "", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                // pace
                row(429, error(50100, "Rate limit exceeded"), "ACCOUNT THROTTLED"),
                row(429, "", "ACCOUNT THROTTLED"),
                row(200, error(50100, "Rate limit exceeded"), "ACCOUNT THROTTLED"),
                row(500, fault("soap:Server", "Rate Limited"), "ACCOUNT THROTTLED"),
                row(429, error(50200, "Your requests are temporarily blocked."), "ACCOUNT BLOCKED"),
                row(429, "{\"message\":\"blocked\",\"errorcode\":\"50200\"}", "ACCOUNT BLOCKED"),
                // away
                row(503, error(50300, "Service unavailable"), "ACCOUNT UNAVAILABLE"),
                row(500, error(30000, "Runtime error"), "ACCOUNT UNAVAILABLE"),
                row(500, "", "ACCOUNT UNAVAILABLE"),
                row(500, fault("soap:Server", "Object reference not set"), "ACCOUNT UNAVAILABLE"),
                row(502, "<html>Bad Gateway</html>", "ACCOUNT UNAVAILABLE"),
                row(504, "", "ACCOUNT UNAVAILABLE"),
                row(599, "", "ACCOUNT UNAVAILABLE"),
                row(408, "", "ACCOUNT UNAVAILABLE"),
                // not what it seems
                row(202, error(10005, "AllVersions=true or VersionNumber required."), "SPLIT Refused ROW_REJECTED"),
                row(200, error(50200, "Your requests are temporarily blocked."), "ACCOUNT BLOCKED"),
                row(200, "<html>Maintenance</html>", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(200, "[{\"keys\":{\"a\":", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(200, "", "ACCOUNT ANSWER_NOT_UNDERSTOOD"),
                row(200, "{}", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(200, "[]", "SPLIT Parked ANSWER_NOT_UNDERSTOOD"),
                row(
                        200,
                        "{\"operationStatus\":\"Error\",\"hasErrors\":true,\"resultMessages\":[]}",
                        "SPLIT Refused ROW_REJECTED"),
                row(302, "", "ACCOUNT ANSWER_NOT_UNDERSTOOD"));
    }

    @Test
    void waits_as_long_as_the_header_says_otherwise_as_the_body_says() {
        var body = "{\"message\":\"Rate limit exceeded\",\"errorcode\":50100,\"retryAfter\":5}";
        assertThat(failure(new Answer.Http(429, Optional.of(Duration.ofSeconds(9)), body))
                        .retryAfter())
                .contains(Duration.ofSeconds(9));
        assertThat(failure(new Answer.Http(429, Optional.empty(), body)).retryAfter())
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void no_answer_is_a_matter_of_the_account() {
        var failure = failure(new Answer.None(true, "SocketTimeoutException"));
        assertThat(failure)
                .isEqualTo(new Failure(Owner.ACCOUNT, Reason.UNAVAILABLE, Optional.empty(), "SocketTimeoutException"));
    }

    @Test
    void a_rows_detail_has_the_destinations_words_and_a_bound() {
        var refused = refused("Email: not valid");
        assertThat(refused.detail()).isEqualTo(UNABLE + "; Email: not valid");
        assertThat(refused("x".repeat(10_000)).detail()).hasSize(500);
    }

    @Test
    void what_goes_to_the_log_has_no_word_about_a_row() {
        var body = unableToSave("Email: ann@example.com is not valid").replace("10006", "50200");
        assertThat(failure(new Answer.Http(429, Optional.empty(), body)).detail())
                .doesNotContain("ann@example.com");
        assertThat(failure(new Answer.Http(200, Optional.empty(), "ann@example.com"))
                        .detail())
                .doesNotContain("ann@example.com");
    }

    private static Outcome.Refused refused(String detail) {
        var reading = SfmcFailures.classify(new Answer.Http(400, Optional.empty(), unableToSave(detail)));
        return (Outcome.Refused) ((Reading.Split) reading).ifAlone();
    }

    private static Failure failure(Answer answer) {
        return ((Reading.Failed) SfmcFailures.classify(answer)).failure();
    }

    private static Arguments row(int status, String body, String expected) {
        return Arguments.of(status, body, expected);
    }

    private static String error(int code, String message) {
        return "{\"message\":\"%s\",\"errorcode\":%d,\"documentation\":\"%s\"}".formatted(message, code, DOCS);
    }

    private static String oauth(String error, String description) {
        return "{\"error\":\"%s\",\"error_description\":\"%s\",\"error_uri\":\"https://developer.salesforce.com/docs\"}"
                .formatted(error, description);
    }

    private static String fault(String code, String text) {
        return "<soap:Envelope><soap:Body><soap:Fault><faultcode>%s</faultcode><faultstring>%s</faultstring></soap:Fault>"
                        .formatted(code, text)
                + "</soap:Body></soap:Envelope>";
    }

    private static String unableToSave(String... errors) {
        var all = Stream.of(errors)
                .map(text -> "{\"message\":\"" + text + "\",\"errorcode\":10000,\"documentation\":\"\"}")
                .toList();
        return "{\"message\":\"%s\",\"errorcode\":10006,\"documentation\":\"\",\"additionalErrors\":%s}"
                .formatted(UNABLE, all);
    }

    private static String word(Reading reading) {
        if (reading instanceof Reading.Failed failed) {
            return failed.failure().owner() + " " + failed.failure().reason();
        }
        var ifAlone = ((Reading.Split) reading).ifAlone();
        return ifAlone instanceof Outcome.Refused refused
                ? "SPLIT Refused " + refused.reason()
                : "SPLIT Parked " + ((Outcome.Parked) ifAlone).reason();
    }
}
