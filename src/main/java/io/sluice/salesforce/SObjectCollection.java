package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Up to 200 records in one call, each with a result of its own, in the order they were sent. */
final class SObjectCollection {
    /** As many as Salesforce takes. */
    static final int RECORDS = 200;

    private static final String PATH = "/composite/sobjects";

    private SObjectCollection() {}

    static Request request(Target target, RecordWriting writing, List<Row> rows) {
        var write = Write.of(rows.get(0));
        var object = write == Write.CONTACT ? "Contact" : target.name();
        var body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        var records = body.putArray("records");
        rows.forEach(row -> records.add(record(object, row)));
        return new Request(
                write == Write.CREATE ? "POST" : "PATCH",
                write == Write.UPSERT ? PATH + "/" + Encoded.of(object) + "/" + field(rows.get(0)) : PATH,
                headers(writing, write),
                body);
    }

    private static String field(Row row) {
        return Encoded.of(row.keys().keySet().iterator().next());
    }

    private static ObjectNode record(String object, Row row) {
        var record = JsonNodeFactory.instance.objectNode();
        record.putObject("attributes").put("type", object);
        record.setAll(row.keys());
        row.values().forEach((name, value) -> {
            if (row.keys().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                record.set(name, value);
            }
        });
        return record;
    }

    /** Assignment rules run unless told not to: without the header an update would hand the record to another owner. */
    private static Map<String, String> headers(RecordWriting writing, Write write) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Sforce-Auto-Assign", assign(writing, write));
        if (writing.onDuplicate() == RecordWriting.OnDuplicate.ALLOW) {
            headers.put("Sforce-Duplicate-Rule-Header", "allowSave=true");
        }
        return headers;
    }

    private static String assign(RecordWriting writing, Write write) {
        return switch (writing.assign()) {
            case NEVER -> "FALSE";
            case ALWAYS -> rule(writing);
            // What is written by its external id has been looked up where rules may run, and was not there.
            case ON_CREATE -> write == Write.CREATE || write == Write.UPSERT ? rule(writing) : "FALSE";
        };
    }

    private static String rule(RecordWriting writing) {
        return writing.assignmentRule().orElse("TRUE");
    }

    /** Proof of a record is its own result, with its id. */
    static Reading read(Answer answer, List<Row> rows, boolean repeatable) {
        if (!repeatable && mayStillRun(answer)) {
            return new Reading.Unknown(words(answer));
        }
        if (!(answer instanceof Answer.Http http) || http.status() / 100 != 2) {
            return SalesforceFailures.classify(answer);
        }
        return Body.json(http.body())
                .filter(results -> results.isArray() && results.size() == rows.size())
                .map(results -> reading(results, rows))
                .orElseGet(() -> notUnderstood(http));
    }

    /** Where the answer is Salesforce's own, the call is over; something between may give up earlier. */
    private static boolean mayStillRun(Answer answer) {
        return answer instanceof Answer.None none && none.mayHaveArrived()
                || answer instanceof Answer.Http http
                        && http.status() >= 500
                        && SalesforceError.of(Body.json(http.body())).isEmpty();
    }

    private static String words(Answer answer) {
        return answer instanceof Answer.None none ? none.detail() : "HTTP " + ((Answer.Http) answer).status();
    }

    /** What each record came to; where none was written, and none of them is to blame, what is. */
    private static Reading reading(JsonNode results, List<Row> rows) {
        var outcomes = new ArrayList<Outcome>();
        var faults = new ArrayList<Failure>();
        for (var i = 0; i < rows.size(); i++) {
            var result = results.get(i);
            outcomes.add(outcome(result, rows.get(i)));
            error(result).flatMap(error -> SalesforceFailures.fault(error, 200)).ifPresent(faults::add);
        }
        return faults.size() == rows.size() ? new Reading.Failed(faults.get(0)) : new Reading.PerRow(outcomes);
    }

    private static Outcome outcome(JsonNode result, Row row) {
        if (result.path("success").asBoolean() && !result.path("id").asText().isEmpty()) {
            return new Outcome.Delivered();
        }
        return error(result)
                .map(error -> refused(error, row))
                .orElseGet(() -> new Outcome.Parked(Reason.ANSWER_NOT_UNDERSTOOD, "a result without id and error"));
    }

    private static Optional<SalesforceError> error(JsonNode result) {
        return SalesforceError.ofRecord(result).stream().findFirst();
    }

    /** What has changed since the look-up is looked up again. */
    private static Outcome refused(SalesforceError error, Row row) {
        var byId = row.keys().containsKey(Write.ID);
        return switch (error.code()) {
            case "CANNOT_UPDATE_CONVERTED_LEAD" ->
                byId
                        ? new Outcome.Parked(Reason.ROW_FAILED, error.text())
                        : new Outcome.Filtered(Reason.LEAD_CONVERTED);
            case "DUPLICATE_EXTERNAL_ID" -> new Outcome.Refused(Reason.SEVERAL_FOUND, error.text());
            case "DUPLICATE_VALUE" ->
                byId
                        ? new Outcome.Refused(Reason.DUPLICATE_DETECTED, error.text())
                        : new Outcome.Contested(Reason.DUPLICATE_DETECTED, error.text());
            default -> SalesforceFailures.ofRecord(error.code(), error.message(), error.fields());
        };
    }

    private static Reading notUnderstood(Answer.Http http) {
        return new Reading.Failed(new Failure(
                Failure.Owner.ACCOUNT,
                Reason.ANSWER_NOT_UNDERSTOOD,
                http.retryAfter(),
                "HTTP " + http.status() + " without a result for each record"));
    }
}
