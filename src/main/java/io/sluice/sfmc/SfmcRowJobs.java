package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The asynchronous upsert of rows: SFMC takes a job at once, carries it out later, and keeps a result for each row. Salesforce
 * switches it on per account; where it is not, rows go by the rowset call, and it is tried again the next day.
 */
@Singleton
public class SfmcRowJobs implements Jobs {
    /** So many bytes SFMC takes at the most in one call, the brackets included. */
    private static final int BYTES = 5_000_000 - 1_000;

    /** By then a rowset call would be the eleventh, and a job takes three or four calls. */
    private static final int WORTH_IT = 501;

    /** What is asked for; SFMC may give smaller pages. */
    private static final int PAGE_SIZE = 2_500;

    /** The endpoint is not there, or not for this account. */
    private static final Set<Integer> NOT_OFFERED = Set.of(403, 404, 405, 501);

    private final SfmcAccounts accounts;
    private final NotOffered notOffered;

    @Inject
    SfmcRowJobs(SfmcAccounts accounts, SfmcMetrics metrics, InstantSource clock) {
        this.accounts = accounts;
        this.notOffered = new NotOffered(metrics, clock);
    }

    @Override
    public Optional<Size> size(String account) {
        var settings = accounts.account(account);
        if (settings.asyncRows() == AsyncRows.OFF || notOffered.contains(account)) {
            return Optional.empty();
        }
        var least = settings.asyncRows() == AsyncRows.ON ? 1 : WORTH_IT;
        return Optional.of(new Size(least, settings.asyncRowsSize(), BYTES));
    }

    @Override
    public int bytes(Row row) {
        return item(row).toString().getBytes(StandardCharsets.UTF_8).length + 1;
    }

    @Override
    public Request submit(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.objectNode();
        var items = body.putArray("items");
        rows.forEach(row -> items.add(item(row)));
        return new Request("PUT", "/data/v1/async/dataextensions/" + SfmcUpsertRows.address(target) + "/rows", body);
    }

    /** Keys and values side by side; a key column is what the keys say, whatever the values say of it. */
    private static JsonNode item(Row row) {
        var item = SfmcUpsertRows.columns(row.keys());
        SfmcUpsertRows.columns(row.values()).fields().forEachRemaining(value -> {
            if (row.keys().keySet().stream().noneMatch(value.getKey()::equalsIgnoreCase)) {
                item.set(value.getKey(), value.getValue());
            }
        });
        return item;
    }

    /** Proof is the {@code requestId} in a 202. A refusal may carry one as well. */
    @Override
    public Submission submitted(Target target, Answer answer) {
        if (answer instanceof Answer.Http http) {
            var id = Body.json(http.body())
                    .map(body -> body.path("requestId").asText())
                    .orElse("");
            if (http.status() == 202 && !id.isEmpty()) {
                return new Submission.Accepted(id);
            }
            if (NOT_OFFERED.contains(http.status())) {
                notOffered.add(target.account(), "HTTP " + http.status());
                return new Submission.NotTaken("HTTP " + http.status());
            }
        }
        return failure(answer)
                .<Submission>map(Submission.Failed::new)
                .orElseGet(() -> new Submission.NotTaken("not taken as a job"));
    }

    /** Encoded, since the id comes from an answer. */
    @Override
    public Request status(String job) {
        return Request.get("/data/v1/async/" + Encoded.of(job) + "/status");
    }

    @Override
    public Status status(Answer answer) {
        var failure = ofAccount(answer);
        if (failure.isPresent()) {
            return new Status.Failed(failure.get());
        }
        var status = json(answer).path("status");
        return switch (status.path("requestStatus").asText()) {
            case "" -> new Status.Unknown();
            case "Error" -> new Status.Broken(status.path("resultStatus").asText());
            case "Complete", "Completed" ->
                status.path("hasErrors").isBoolean()
                                && !status.path("hasErrors").booleanValue()
                        ? new Status.Applied()
                        : new Status.Mixed();
            default -> new Status.Pending();
        };
    }

    @Override
    public Request results(String job, int page) {
        return Request.get("/data/v1/async/" + Encoded.of(job) + "/results?$page=" + page + "&$pageSize=" + PAGE_SIZE);
    }

    /** Another page than the one asked for tells nothing about the rows that follow. */
    @Override
    public Page results(int page, Answer answer) {
        var failure = ofAccount(answer);
        if (failure.isPresent()) {
            return new Page.Failed(failure.get());
        }
        var json = json(answer);
        var verdicts = new ArrayList<Outcome>();
        if (json.path("page").asInt(page) == page) {
            json.path("items").forEach(item -> verdicts.add(RowResult.read(item)));
        }
        return new Page.Verdicts(verdicts);
    }

    private static JsonNode json(Answer answer) {
        var body = answer instanceof Answer.Http http ? http.body() : "";
        return Body.json(body).orElse(JsonNodeFactory.instance.missingNode());
    }

    /** Nothing that is wrong with the account loses a job; anything else may be its own fault, and it is asked about again. */
    private static Optional<Failure> ofAccount(Answer answer) {
        return failure(answer).filter(failure -> failure.owner() == Failure.Owner.ACCOUNT);
    }

    private static Optional<Failure> failure(Answer answer) {
        return SfmcFailures.classify(answer) instanceof Reading.Failed failed
                ? Optional.of(failed.failure())
                : Optional.empty();
    }
}
