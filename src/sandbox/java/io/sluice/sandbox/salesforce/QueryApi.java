package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Form;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.util.regex.Pattern;

/** {@code /query?q=} and its further pages. */
final class QueryApi {
    private static final Pattern BATCH = Pattern.compile("batchSize\\s*=\\s*(\\d{1,9})");
    private static final int SMALLEST_BATCH = 200;
    private static final int LARGEST_BATCH = 2_000;

    void register(Api api) {
        api.on("GET", "/query", QueryApi::query);
        api.on("GET", "/query/{cursor}", QueryApi::next);
    }

    private static Reply.Answer query(Org org, Call call) {
        var soql = Form.of(call.rawQuery())
                .get("q")
                .orElseThrow(() -> Token.malformed("SOQL statement expected: the parameter q is missing"));
        var query = QueryReader.read(org, soql);
        var records = query.run();
        if (query.fields().isEmpty()) {
            var count = Json.object().put("totalSize", records.size()).put("done", true);
            count.putArray("records");
            return Reply.json(200, count);
        }
        return page(org, call, new Cursors.Result(query.table(), query.fields(), records, batch(org, call)), 0, "");
    }

    private static int batch(Org org, Call call) {
        var asked = BATCH.matcher(call.header("Sforce-Query-Options").orElse(""));
        return asked.find()
                ? Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, Integer.parseInt(asked.group(1))))
                : org.settings().queryBatch();
    }

    private static Reply.Answer next(Org org, Call call) {
        var parts = call.captured("cursor").split("-", 2);
        var result = org.cursors().get(parts[0]);
        if (result.isEmpty() || parts.length != 2 || !parts[1].matches("\\d{1,9}")) {
            throw new SalesforceError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(org, call, result.get(), Integer.parseInt(parts[1]), parts[0]);
    }

    /** @param cursor the one that this page was fetched by; empty for the first */
    private static Reply.Answer page(Org org, Call call, Cursors.Result result, int from, String cursor) {
        var version = ApiVersion.of(call);
        var all = result.records();
        var to = Math.min(all.size(), from + result.page());
        var json = Json.object().put("totalSize", all.size()).put("done", to == all.size());
        if (to < all.size()) {
            var next = cursor.isEmpty() ? org.cursors().keep(result) : cursor;
            json.put("nextRecordsUrl", version.path() + "/query/" + next + "-" + to);
        }
        var records = json.putArray("records");
        all.subList(Math.min(from, to), to)
                .forEach(record ->
                        records.add(RecordPrinter.print(version, result.table().type(), record, result.fields())));
        call.carries(to - from);
        return Reply.json(200, json);
    }
}
