package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.util.List;

/** An answer in Salesforce's REST error envelope: an array. */
final class SalesforceError extends RuntimeException {
    private final int status;
    private final transient List<RecordProblem> problems;

    SalesforceError(int status, List<RecordProblem> problems) {
        super(problems.get(0).message(), null, false, false);
        this.status = status;
        this.problems = problems;
    }

    SalesforceError(int status, String code, String message) {
        this(status, List.of(RecordProblem.of(code, message)));
    }

    static SalesforceError notFound() {
        return new SalesforceError(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static SalesforceError noSuchKey(String fieldOrId) {
        return new SalesforceError(
                404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + fieldOrId);
    }

    static SalesforceError unreadable(String message) {
        return new SalesforceError(400, "JSON_PARSER_ERROR", message);
    }

    static SalesforceError refused(List<RecordProblem> problems) {
        return new SalesforceError(problems.get(0).status(), problems);
    }

    List<RecordProblem> problems() {
        return problems;
    }

    Reply.Answer reply() {
        var body = Json.array();
        problems.forEach(problem -> body.add(problem.single()));
        return Reply.json(status, body).with("Content-Type", "application/json;charset=UTF-8");
    }
}
