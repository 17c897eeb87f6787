package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Target;
import io.sluice.delivery.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SfmcRowJobsTest {
    private static final Target PEOPLE = new Target("main", "dataExtension", "peo ple");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock();

    private SfmcRowJobs jobs(String asyncRows) {
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain", "mcabc",
                "sfmc.client-id", "an-id",
                "sfmc.client-secret", "a-secret",
                "sfmc.async-rows", asyncRows);
        return new SfmcRowJobs(accounts, new SfmcMetrics(meters), clock);
    }

    private final SfmcRowJobs jobs = jobs("auto");

    private static Answer http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }

    /** SFMC-A-030: flat, but the keys are what the mapping says they are. */
    @Test
    void rows_are_flat_and_values_do_not_overwrite_keys() {
        var request = jobs.submit(
                PEOPLE,
                List.of(Deliveries.row("ann", "Qty", "3", "contact key", "other"), Deliveries.row("bob", "Qty", null)));
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/data/v1/async/dataextensions/key:peo%20ple/rows");
        assertThat(request.body())
                .hasToString(
                        "{\"items\":[{\"Contact Key\":\"ann\",\"Qty\":\"3\"},{\"Contact Key\":\"bob\",\"Qty\":\"\"}]}");
    }

    @Test
    void the_size_of_a_job_is_told_in_bytes_as_they_are_sent() {
        var row = Deliveries.row("ann", "Name", "Ånn");
        assertThat(jobs.bytes(row)).isEqualTo("{\"Contact Key\":\"ann\",\"Name\":\"Ånn\"},".length() + 1);
    }

    @Test
    void the_setting_says_when_rows_go_as_jobs() {
        assertThat(jobs.size("main")).contains(new Jobs.Size(501, 10_000, 4_999_000));
        assertThat(jobs("on").size("main").orElseThrow().least()).isEqualTo(1);
        assertThat(jobs("off").size("main")).isEmpty();
    }

    /** SFMC-A-031. */
    @Test
    void a_202_with_a_request_id_is_a_job() {
        assertThat(jobs.submitted(PEOPLE, http(202, "{\"requestId\":\"r-1\",\"resultMessages\":[]}")))
                .isEqualTo(new Jobs.Submission.Accepted("r-1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void an_account_that_does_not_offer_it_is_asked_again_the_next_day(int status) {
        assertThat(jobs.submitted(PEOPLE, http(status, ""))).isInstanceOf(Jobs.Submission.NotTaken.class);
        assertThat(jobs.size("main")).isEmpty();
        assertThat(meters.get("sluice.async.rows.refused").counter().count()).isEqualTo(1);

        clock.passes(Duration.ofHours(24).minusMillis(1));
        assertThat(jobs.size("main")).isEmpty();
        clock.passes(Duration.ofMillis(1));
        assertThat(jobs.size("main")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"message\":\"The items could not be deserialized.\",\"errorcode\":10003}'",
        "413, ''",
        "202, '{\"resultMessages\":[{\"resultCode\":\"Odd\",\"message\":\"odd\"}]}'",
        "200, '{\"message\":\"odd\"}'"
    })
    void what_is_not_taken_goes_by_calls_and_the_account_is_not_blamed(int status, String body) {
        assertThat(jobs.submitted(PEOPLE, http(status, body))).isInstanceOf(Jobs.Submission.NotTaken.class);
        assertThat(jobs.size("main")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"requestId\":\"r\",\"resultMessages\":[{\"resultCode\":\"CustomObjectNotFound\"}]}', TARGET_UNKNOWN",
        "400, '{\"message\":\"Parameter {id} is invalid.\",\"errorcode\":10001}', TARGET_UNKNOWN",
        "401, '', CREDENTIALS",
        "429, '', THROTTLED",
        "503, '', UNAVAILABLE"
    })
    void what_no_row_is_to_blame_for_stops_the_batch(int status, String body, Reason reason) {
        var submission = jobs.submitted(PEOPLE, http(status, body));
        assertThat(((Jobs.Submission.Failed) submission).failure().reason()).isEqualTo(reason);
    }

    /** SFMC-A-033 and more. */
    @ParameterizedTest
    @CsvSource({
        "'{\"requestId\":\"q\",\"resultMessages\":[{\"resultCode\":\"AsyncRequestStatusNotFound\"}]}', Unknown",
        "'{\"status\":{\"requestStatus\":\"Pending\"}}', Pending",
        "'{\"status\":{\"requestStatus\":\"Executing\"}}', Pending",
        "'{\"status\":{\"requestStatus\":\"Error\"}}', Broken",
        "'{\"status\":{\"requestStatus\":\"Complete\",\"resultStatus\":\"OK\",\"hasErrors\":false}}', Applied",
        "'{\"status\":{\"requestStatus\":\"Complete\",\"resultStatus\":\"Has Errors\",\"hasErrors\":true}}', Mixed",
        "'{\"status\":{\"requestStatus\":\"Complete\",\"resultStatus\":\"OK\"}}', Mixed"
    })
    void a_job_is_applied_when_its_status_proves_it(String body, String status) {
        assertThat(jobs.status(http(200, body)).getClass().getSimpleName()).isEqualTo(status);
    }

    /** SFMC-A-034 is better here: none of these is final. */
    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 502, 503, 504})
    void a_poll_that_fails_says_nothing_about_the_job(int status) {
        assertThat(jobs.status(http(status, "{}"))).isInstanceOf(Jobs.Status.Failed.class);
        assertThat(jobs.results(1, http(status, "{}"))).isInstanceOf(Jobs.Page.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void a_job_that_cannot_be_seen_is_one_that_is_not_known(int status) {
        assertThat(jobs.status(http(status, "{}"))).isInstanceOf(Jobs.Status.Unknown.class);
    }

    @Test
    void a_poll_without_an_answer_says_nothing_about_the_job() {
        assertThat(jobs.status(new Answer.None(true, "SocketTimeoutException"))).isInstanceOf(Jobs.Status.Failed.class);
    }

    /** SFMC-A-032. */
    @Test
    void each_row_has_its_verdict() {
        var page = jobs.results(1, http(200, """
                {"page":1,"pageSize":50,"count":6,"items":[
                 {"message":"Upserted DataExtensionObject","status":"OK"},
                 {"errorCode":2,"message":"Column Qty is not numeric","status":"Error"},
                 {"errorCode":2,"message":"Chosen as deadlock victim. Rerun the transaction.","status":"Error"},
                 {"errorCode":10006,"message":"Unable to save rows","status":"Error"},
                 {"errorCode":"UnexpectedError","message":"odd","status":"Error"},
                 {"errorCode":2,"message":"Required keys are missing.","status":"Error",
                  "errors":[{"errorMessage":"Column [a] does not allow null value.","errorCode":70001}]}]}"""));
        assertThat(((Jobs.Page.Verdicts) page).rows())
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Refused(Reason.ROW_REJECTED, "Column Qty is not numeric"),
                        new Outcome.Parked(Reason.ROW_FAILED, "Chosen as deadlock victim. Rerun the transaction."),
                        new Outcome.Parked(Reason.ROW_FAILED, "Unable to save rows"),
                        new Outcome.Parked(Reason.ROW_FAILED, "odd"),
                        new Outcome.Refused(
                                Reason.ROW_REJECTED,
                                "Column [a] does not allow null value.; Required keys are missing."));
    }

    @Test
    void another_page_than_the_one_asked_for_tells_nothing() {
        var page = jobs.results(2, http(200, "{\"page\":1,\"items\":[{\"status\":\"OK\"}]}"));
        assertThat(((Jobs.Page.Verdicts) page).rows()).isEmpty();
    }

    @Test
    void a_data_extension_without_keys_is_left_to_the_rowset_call() {
        var page = jobs.results(1, http(200, """
                {"page":1,"items":[{"status":"Error","message":
                 "This Data Extension does not have any primary keys defined."}]}"""));
        assertThat(((Jobs.Page.Verdicts) page).rows()).containsExactly(new Outcome.Held(Reason.TARGET_UNKNOWN));
    }

    @Test
    void ids_are_encoded() {
        assertThat(jobs.status("a/b").path()).isEqualTo("/data/v1/async/a%2Fb/status");
        assertThat(jobs.results("a", 3).path()).isEqualTo("/data/v1/async/a/results?$page=3&$pageSize=2500");
        assertThat(jobs.results("a", 3).body()).hasToString("");
    }
}
