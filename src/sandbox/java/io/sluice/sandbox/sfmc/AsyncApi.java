package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Asynchronous insert and upsert of rows: {@code /data/v1/async}. A job is taken at once, and carried out later row by row;
 * until it is known, its status is absent from an answer that is otherwise good.
 */
final class AsyncApi {
    private static final String WRITE = "data_extensions_write";
    private static final String READ = "data_extensions_read";
    private static final int USUAL_PAGE = 50;

    private final DataExtensions extensions;
    private final AsyncJobs jobs;
    private final Switches switches;
    private final InstantSource clock;

    AsyncApi(DataExtensions extensions, AsyncJobs jobs, Switches switches, InstantSource clock) {
        this.extensions = extensions;
        this.jobs = jobs;
        this.switches = switches;
        this.clock = clock;
    }

    void register(Router router, TokenGuard guard) {
        var rows = "/data/v1/async/dataextensions/{extension}/rows";
        router.on("POST", rows, guard.needs(WRITE, call -> submit(call, true)));
        router.on("PUT", rows, guard.needs(WRITE, call -> submit(call, false)));
        router.on("GET", "/data/v1/async/{job}/status", guard.needs(READ, this::status));
        router.on("GET", "/data/v1/async/{job}/results", guard.needs(READ, this::results));
    }

    private Reply submit(Call call, boolean insert) {
        if (switches.async == Switches.Choice.REFUSE) {
            throw SfmcError.insufficientPrivileges();
        }
        var items = call.json().path("items");
        if (!items.isArray() || items.isEmpty()) {
            throw SfmcError.refused(10003, "The body must be an object with an array of items.");
        }
        call.carries(items.size());
        if (items.size() > switches.maxJobRows) {
            throw SfmcError.refused(10000, "A request takes at most " + switches.maxJobRows + " items.");
        }
        for (var item : items) {
            if (!item.isObject()
                    || item.path("keys").isObject()
                    || item.path("values").isObject()) {
                throw SfmcError.refused(10003, "The items could not be deserialized.");
            }
        }
        var extension = find(call.captured("extension"));
        if (extension == null) {
            return Reply.json(400, unknownExtension(call.captured("extension")));
        }
        var rows = new ArrayList<JsonNode>();
        items.forEach(rows::add);
        var job = jobs.submit(extension, insert, rows, call.number());
        var answer = Json.object().put("requestId", job.id());
        answer.putArray("resultMessages");
        return Reply.json(202, answer);
    }

    private DataExtension find(String address) {
        if (address.regionMatches(true, 0, "key:", 0, 4)) {
            return extensions.withKey(address.substring(4)).orElse(null);
        }
        var id = address.regionMatches(true, 0, "id:", 0, 3) ? address.substring(3) : address;
        if (!id.matches("[0-9A-Fa-f-]{36}")) {
            throw SfmcError.refused(10001, "Parameter {id} is invalid.");
        }
        return extensions.withId(id).orElse(null);
    }

    /** Even a refusal has a request id. */
    private static ObjectNode unknownExtension(String address) {
        var key = address.regionMatches(true, 0, "key:", 0, 4) ? address.substring(4) : "";
        return message(
                "Validation",
                "CustomObjectNotFound",
                "Failed to resolve the Custom Object from the provided ObjectReferenceIdentifier [Id: "
                        + (key.isEmpty() ? address : "") + ", Key: " + key + "].");
    }

    private Reply status(Call call) {
        var now = clock.instant();
        var job = jobs.find(call.captured("job")).filter(one -> one.indexed(now));
        if (job.isEmpty()) {
            return Reply.json(200, unknownJob(call));
        }
        var answer = Json.object();
        answer.set("status", job.get().status(now));
        answer.put("requestId", UUID.randomUUID().toString()).putArray("resultMessages");
        return Reply.json(200, answer);
    }

    private static ObjectNode unknownJob(Call call) {
        return message(
                "Operational",
                "AsyncRequestStatusNotFound",
                "Unable to locate an Async Request Status Record for the provided RequestId: " + call.captured("job")
                        + ".");
    }

    private Reply results(Call call) {
        var results = jobs.find(call.captured("job")).map(AsyncJob::results).orElse(List.of());
        if (results.isEmpty()) {
            return Reply.json(200, unknownJob(call));
        }
        var size = Page.number(call, "$pageSize", Math.min(USUAL_PAGE, switches.maxResults), switches.maxResults);
        var page = Page.of(results, Page.number(call, "$page", 1, Integer.MAX_VALUE), size);
        var answer = Json.object()
                .put("page", page.number())
                .put("pageSize", page.size())
                .put("count", page.count());
        answer.putArray("items").addAll(page.items());
        answer.put("requestId", UUID.randomUUID().toString()).putArray("resultMessages");
        return Reply.json(200, answer);
    }

    private static ObjectNode message(String type, String code, String text) {
        var answer = Json.object().put("requestId", UUID.randomUUID().toString());
        answer.putArray("resultMessages")
                .addObject()
                .put("resultType", type)
                .put("resultClass", "Error")
                .put("resultCode", code)
                .put("message", text);
        return answer;
    }
}
