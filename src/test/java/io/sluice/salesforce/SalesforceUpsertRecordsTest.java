package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.contract.ActionContract;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Assign;
import io.sluice.delivery.RecordWriting.OnDuplicate;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceUpsertRecordsTest extends ActionContract {
    private static final String LOCKED = """
            {"success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"unable to obtain exclusive access","fields":[]}]}""";
    private static final Row NEW = row(Map.of(), "LastName", "Ann");
    private static final Row THERE = row(Map.of("Id", TextNode.valueOf("00Q000000000001AAA")), "City", "Cork");
    private static final Row EXTERNAL = row(Map.of("Member_No__c", TextNode.valueOf("m/1")), "City", "Cork");

    private final Action action =
            new SalesforceUpsertRecords((target, writing, rows) -> Inquiry.NONE, account -> Duration.ofMinutes(11));

    @Override
    protected Action action() {
        return action;
    }

    @Override
    protected Target target(String name) {
        return new Target("main", "object", name);
    }

    @Override
    protected Row row(int i) {
        return row(Map.of("Id", TextNode.valueOf("00Q" + i)), "City", "Cork");
    }

    @Override
    protected Answer.Http success(List<Row> rows) {
        var results = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row ->
                results.addObject().put("id", "00Q1").put("success", true).putArray("errors"));
        return new Answer.Http(200, Optional.empty(), results.toString());
    }

    @Test
    void new_records_are_posted_and_known_ones_patched_by_their_id() {
        var created = request(RecordWriting.DEFAULT, NEW);
        assertThat(created.method() + " " + created.path()).isEqualTo("POST /composite/sobjects");
        assertThat(created.body().toString())
                .isEqualTo(
                        "{\"allOrNone\":false,\"records\":[{\"attributes\":{\"type\":\"Lead\"},\"LastName\":\"Ann\"}]}");
        var updated = request(RecordWriting.DEFAULT, THERE);
        assertThat(updated.method() + " " + updated.path()).isEqualTo("PATCH /composite/sobjects");
        assertThat(updated.body().toString())
                .contains("{\"attributes\":{\"type\":\"Lead\"},\"Id\":\"00Q000000000001AAA\",\"City\":\"Cork\"}");
    }

    @Test
    void what_has_an_external_id_is_written_by_it() {
        var upserted = request(externalId(), EXTERNAL);
        assertThat(upserted.method() + " " + upserted.path()).isEqualTo("PATCH /composite/sobjects/Lead/Member_No__c");
        assertThat(upserted.body().toString())
                .contains("{\"attributes\":{\"type\":\"Lead\"},\"Member_No__c\":\"m/1\",\"City\":\"Cork\"}");
    }

    @Test
    void a_contact_is_written_as_such() {
        var contact = row(Map.of("Id", TextNode.valueOf("003000000000001AAA")), "MailingCity", "Cork");
        assertThat(request(RecordWriting.DEFAULT, contact).body().toString())
                .contains("{\"type\":\"Contact\"},\"Id\":\"003000000000001AAA\"");
        assertThat(action.together(contact)).isNotEqualTo(action.together(THERE));
    }

    @Test
    void what_has_not_been_looked_up_is_shown_as_a_new_record_with_all_that_it_would_have() {
        var row = row(Map.of("Email", TextNode.valueOf("ann@example.com")), "lastname", "Ann");
        var onCreate =
                Map.<String, JsonNode>of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a"));
        var shown = action.example(target("Lead"), Optional.of(writing(onCreate, Optional.empty())), row);
        assertThat(shown.method() + " " + shown.path()).isEqualTo("POST /composite/sobjects");
        assertThat(shown.body().toString())
                .contains("\"Email\":\"ann@example.com\",\"lastname\":\"Ann\",\"Company\":\"n/a\"}");
        var external = action.example(target("Lead"), Optional.of(writing(onCreate, Optional.of("Email"))), row);
        assertThat(external.path()).isEqualTo("/composite/sobjects/Lead/Email");
    }

    @ParameterizedTest
    @CsvSource({
        "ON_CREATE, , TRUE, FALSE",
        "ALWAYS,    , TRUE, TRUE",
        "NEVER,     , FALSE, FALSE",
        "ON_CREATE, 01Q000000000001, 01Q000000000001, FALSE"
    })
    void assignment_rules_run_when_the_mapping_says(Assign assign, String rule, String onCreate, String onUpdate) {
        var writing = writing(assign, Optional.ofNullable(rule), OnDuplicate.REFUSE, Optional.empty());
        assertThat(request(writing, NEW).headers()).containsEntry("Sforce-Auto-Assign", onCreate);
        assertThat(request(writing, THERE).headers()).containsEntry("Sforce-Auto-Assign", onUpdate);
        assertThat(request(writing, NEW).headers()).doesNotContainKey("Sforce-Duplicate-Rule-Header");
    }

    @Test
    void a_duplicate_rule_that_alerts_is_passed_where_the_mapping_allows_it() {
        var writing = writing(Assign.NEVER, Optional.empty(), OnDuplicate.ALLOW, Optional.empty());
        assertThat(request(writing, NEW).headers()).containsEntry("Sforce-Duplicate-Rule-Header", "allowSave=true");
        assertThat(request(writing, THERE).headers()).containsEntry("Sforce-Duplicate-Rule-Header", "allowSave=true");
    }

    @Test
    void only_a_record_that_is_created_must_not_be_sent_twice() {
        assertThat(action.repeatable(NEW)).isFalse();
        assertThat(action.repeatable(THERE)).isTrue();
        assertThat(action.repeatable(EXTERNAL)).isTrue();
        assertThat(action.repeatable()).isTrue();
    }

    @Test
    void whether_a_record_was_created_nobody_knows_while_the_call_may_still_run() {
        assertThat(action.read(List.of(NEW), new Answer.None(true, "time-out"))).isInstanceOf(Reading.Unknown.class);
        assertThat(action.read(List.of(NEW), http(504, ""))).isInstanceOf(Reading.Unknown.class);
        assertThat(action.read(List.of(NEW), http(503, "<html>busy</html>"))).isInstanceOf(Reading.Unknown.class);
        assertThat(action.read(List.of(NEW), http(503, "[{\"errorCode\":\"SERVER_UNAVAILABLE\",\"message\":\"\"}]")))
                .isInstanceOf(Reading.Failed.class);
        assertThat(action.read(List.of(NEW), new Answer.None(false, "refused"))).isInstanceOf(Reading.Failed.class);
        assertThat(action.read(List.of(THERE), new Answer.None(true, "time-out")))
                .isInstanceOf(Reading.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"id\":\"1\",\"success\":true}]", "{\"ok\":true}"})
    void an_answer_without_a_result_for_each_new_record_leads_to_another_look_and_not_to_another_record(String body) {
        assertThat(action.read(List.of(NEW, NEW), http(200, body)))
                .isInstanceOfSatisfying(
                        Reading.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.ANSWER_NOT_UNDERSTOOD));
    }

    @Test
    void each_record_has_its_own_outcome() {
        var results = "[{\"id\":\"00Q1\",\"success\":true,\"errors\":[]}," + LOCKED + ","
                + error("REQUIRED_FIELD_MISSING") + "," + error("SOME_NEW_CODE") + ",{}]";
        assertThat(outcomes(results, THERE, THERE, THERE, THERE, THERE))
                .extracting(Outcome::word)
                .containsExactly("delivered", "parked", "refused", "refused", "parked");
    }

    @Test
    void what_has_changed_since_the_look_up_is_looked_up_again() {
        assertThat(outcome("DUPLICATE_VALUE", NEW)).isInstanceOf(Outcome.Contested.class);
        assertThat(outcome("DUPLICATE_VALUE", EXTERNAL)).isInstanceOf(Outcome.Contested.class);
        assertThat(outcome("CANNOT_UPDATE_CONVERTED_LEAD", THERE)).isInstanceOf(Outcome.Parked.class);
        assertThat(outcome("ENTITY_IS_DELETED", THERE)).isInstanceOf(Outcome.Parked.class);
    }

    @Test
    void what_will_not_change_is_final() {
        assertThat(outcome("DUPLICATE_VALUE", THERE))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.DUPLICATE_DETECTED));
        assertThat(outcome("CANNOT_UPDATE_CONVERTED_LEAD", EXTERNAL))
                .isEqualTo(new Outcome.Filtered(Reason.LEAD_CONVERTED));
    }

    @Test
    void what_is_wrong_for_every_record_is_no_fault_of_theirs() {
        var hidden = error("INVALID_FIELD_FOR_INSERT_UPDATE");
        assertThat(action.read(List.of(THERE, THERE), http(200, "[" + hidden + "," + hidden + "]")))
                .isInstanceOfSatisfying(
                        Reading.Failed.class,
                        failed -> assertThat(failed.failure().owner()).isEqualTo(Failure.Owner.TARGET));
        assertThat(outcomes("[{\"id\":\"1\",\"success\":true}," + hidden + "]", NEW, NEW))
                .extracting(Outcome::word)
                .containsExactly("delivered", "parked");
    }

    @Test
    void a_value_that_spoils_the_whole_request_is_searched_for() {
        var body =
                "[{\"message\":\"Cannot deserialize instance of date from VALUE_STRING\",\"errorCode\":\"JSON_PARSER_ERROR\"}]";
        assertThat(action.read(List.of(NEW, NEW), http(400, body))).isInstanceOf(Reading.Split.class);
    }

    private Request request(RecordWriting writing, Row row) {
        return action.request(target("Lead"), Optional.of(writing), List.of(row));
    }

    private Outcome outcome(String code, Row row) {
        // With one that was written, so that it is not the fault of all.
        return outcomes("[{\"id\":\"1\",\"success\":true}," + error(code) + "]", row, row)
                .get(1);
    }

    private List<Outcome> outcomes(String results, Row... rows) {
        return ((Reading.PerRow) action.read(List.of(rows), http(200, results))).outcomes();
    }

    private static String error(String code) {
        return "{\"success\":false,\"errors\":[{\"statusCode\":\"" + code + "\",\"message\":\"no\",\"fields\":[]}]}";
    }

    private static Answer.Http http(int status, String body) {
        return new Answer.Http(status, Optional.empty(), body);
    }

    private static RecordWriting writing(Map<String, JsonNode> onCreate, Optional<String> externalId) {
        var usual = RecordWriting.DEFAULT;
        return new RecordWriting(
                usual.match(),
                externalId,
                onCreate,
                usual.onSeveral(),
                usual.onConverted(),
                usual.onUnknownField(),
                usual.onDuplicate(),
                usual.assign(),
                usual.assignmentRule(),
                usual.priority());
    }

    private static RecordWriting externalId() {
        return writing(Assign.ON_CREATE, Optional.empty(), OnDuplicate.REFUSE, Optional.of("Member_No__c"));
    }

    private static RecordWriting writing(
            Assign assign, Optional<String> rule, OnDuplicate onDuplicate, Optional<String> externalId) {
        var usual = RecordWriting.DEFAULT;
        return new RecordWriting(
                usual.match(),
                externalId,
                usual.onCreate(),
                usual.onSeveral(),
                usual.onConverted(),
                usual.onUnknownField(),
                onDuplicate,
                assign,
                rule,
                usual.priority());
    }

    private static Row row(Map<String, JsonNode> keys, String name, String value) {
        var values = new LinkedHashMap<String, JsonNode>();
        values.put(name, TextNode.valueOf(value));
        return new Row(keys, values);
    }
}
