package io.sluice.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The simplest action that goes through the door: each row is a record of a collection. A call without an answer is unknown. */
final class Writes implements Action {
    private final InstantSource clock;
    private Optional<Request> question = Optional.empty();

    Writes() {
        this(Clock.systemUTC());
    }

    Writes(InstantSource clock) {
        this.clock = clock;
    }

    /** A batch with one row. */
    Batch lead(String lastName) {
        return lead(lastName, "main", RecordWriting.Priority.NORMAL);
    }

    Batch lead(String lastName, String account) {
        return lead(lastName, account, RecordWriting.Priority.NORMAL);
    }

    Batch urgent(String lastName) {
        return lead(lastName, "main", RecordWriting.Priority.HIGH);
    }

    /** A batch whose call asks for this. */
    Batch question(String path) {
        question = Optional.of(Request.get(path));
        return lead("Ann");
    }

    private Batch lead(String lastName, String account, RecordWriting.Priority priority) {
        var target = new Target(account, "object", "Lead");
        return new Batches(List.of(this), clock).open(List.of(delivery(target, lastName, priority)));
    }

    private Delivery delivery(Target target, String lastName, RecordWriting.Priority priority) {
        var writing = RecordWriting.DEFAULT;
        var wanted = new Mapped.Wanted(
                "leads",
                name(),
                target,
                lastName,
                Deliveries.row(lastName, "LastName", lastName),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.REFUSE,
                Optional.of(new RecordWriting(
                        writing.match(),
                        writing.externalId(),
                        writing.onCreate(),
                        writing.onSeveral(),
                        writing.onConverted(),
                        writing.onUnknownField(),
                        writing.onDuplicate(),
                        writing.assign(),
                        writing.assignmentRule(),
                        priority)));
        return Deliveries.of(1, wanted, false);
    }

    @Override
    public String name() {
        return "writes";
    }

    @Override
    public String destination() {
        return SalesforceAccounts.DESTINATION;
    }

    @Override
    public String targetKind() {
        return "object";
    }

    @Override
    public Set<String> keyNames() {
        return Set.of();
    }

    @Override
    public boolean takesFields() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public int rowsPerCall() {
        return 200;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        if (question.isPresent()) {
            return question.get();
        }
        var body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        var records = body.putArray("records");
        for (var row : rows) {
            var record = records.addObject();
            record.putObject("attributes").put("type", target.name());
            row.values().forEach(record::set);
            record.put("Company", "n/a");
        }
        return new Request("POST", "/composite/sobjects", Map.of("Sforce-Auto-Assign", "FALSE"), body);
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.None none && none.mayHaveArrived()) {
            return new Reading.Unknown(none.detail());
        }
        return answer instanceof Answer.Http http && http.status() == 200 && isWritten(http.body())
                ? new Reading.PerRow(rows.stream()
                        .map(row -> (Outcome) new Outcome.Delivered())
                        .toList())
                : SalesforceFailures.classify(answer);
    }

    private static boolean isWritten(String body) {
        return body.equals("[]") || body.contains("\"success\":true") && !body.contains("\"success\":false");
    }
}
