package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Questions in SOQL, up to five in one call. They go in the body of a composite call, since a path with a few hundred
 * values would be longer than the 16,384 bytes that Salesforce reads (414, 431); its help page on long queries says so.
 */
final class Queries {
    /** A composite call may have 25 parts, of which five may be queries. */
    private static final int QUERIES = 5;

    private final String base;
    private final Consumer<JsonNode> records;
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * @param base what the paths of the org's REST API begin with, which the parts of a call have to name themselves
     * @param records is told every record that is found
     */
    Queries(String base, List<String> queries, Consumer<JsonNode> records) {
        this.base = base;
        this.records = records;
        queries.forEach(query -> open.add(base + "/query?q=" + Encoded.of(query)));
    }

    boolean isDone() {
        return open.isEmpty();
    }

    Request next() {
        var body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        var parts = body.putArray("compositeRequest");
        open.stream()
                .limit(QUERIES)
                .forEach(url ->
                        parts.addObject().put("method", "GET").put("url", url).put("referenceId", "q" + parts.size()));
        return new Request("POST", "/composite", body);
    }

    /** @return why nothing is known now */
    Optional<Failure> read(Answer answer) {
        var parts = parts(answer);
        if (parts.isEmpty()) {
            return Optional.of(failure(answer));
        }
        var more = new ArrayList<String>();
        for (var part : parts.get()) {
            var failure = read(part, more);
            if (failure.isPresent()) {
                return failure;
            }
        }
        parts.get().forEach(part -> open.removeFirst());
        more.forEach(open::addFirst);
        return Optional.empty();
    }

    /** As many as were asked, or none. */
    private Optional<JsonNode> parts(Answer answer) {
        return Optional.of(answer)
                .filter(Answer.Http.class::isInstance)
                .map(Answer.Http.class::cast)
                .filter(http -> http.status() == 200)
                .flatMap(http -> Body.json(http.body()))
                .map(body -> body.path("compositeResponse"))
                .filter(parts -> parts.size() == Math.min(QUERIES, open.size()));
    }

    private Optional<Failure> read(JsonNode part, List<String> more) {
        var status = part.path("httpStatusCode").asInt();
        var body = part.path("body");
        var next = body.path("nextRecordsUrl").asText();
        if (status != 200 || !body.path("records").isArray() || !next.isEmpty() && !next.startsWith(base + "/query/")) {
            return Optional.of(failure(new Answer.Http(status, Optional.empty(), body.toString())));
        }
        body.path("records").forEach(records);
        if (!next.isEmpty()) {
            more.add(next);
        }
        return Optional.empty();
    }

    /**
     * What is wrong with a question is wrong for every row: a field was hidden since it was described, for instance. The
     * message quotes the question, and with it values, so only its code is told.
     */
    private static Failure failure(Answer answer) {
        if (SalesforceFailures.classify(answer) instanceof Reading.Failed failed) {
            return failed.failure();
        }
        var body = answer instanceof Answer.Http http ? Body.json(http.body()) : Optional.<JsonNode>empty();
        var code = SalesforceError.of(body).stream().map(SalesforceError::code).findFirst();
        return code.map(error -> new Failure(
                        Failure.Owner.TARGET,
                        Reason.TARGET_UNKNOWN,
                        Optional.empty(),
                        "a look-up was refused: " + error))
                .orElseGet(() -> new Failure(
                        Failure.Owner.ACCOUNT,
                        Reason.ANSWER_NOT_UNDERSTOOD,
                        Optional.empty(),
                        "a look-up without records"));
    }
}
