package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Form;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code /composite/sobjects/{object}}: many records by their ids; null in the place of those that are not there. */
final class RetrieveApi {
    private static final int MOST_IN_BODY = 2_000;
    private static final int MOST_IN_URI = 800;

    void register(Api api) {
        api.on("GET", "/composite/sobjects/{object}", RetrieveApi::byUri);
        api.on("POST", "/composite/sobjects/{object}", RetrieveApi::byBody);
    }

    private static Reply.Answer byUri(Org org, Call call) {
        var query = Form.of(call.rawQuery());
        return records(org, call, listed(query, "ids"), listed(query, "fields"), MOST_IN_URI);
    }

    private static List<String> listed(Form query, String name) {
        return Arrays.stream(query.get(name).orElse("").split(","))
                .filter(part -> !part.isBlank())
                .toList();
    }

    private static Reply.Answer byBody(Org org, Call call) {
        var body = Body.of(call.body()).tree();
        var ids = new ArrayList<String>();
        body.path("ids").forEach(id -> ids.add(id.asText()));
        var fields = new ArrayList<String>();
        body.path("fields").forEach(field -> fields.add(field.asText()));
        return records(org, call, ids, fields, MOST_IN_BODY);
    }

    private static Reply.Answer records(Org org, Call call, List<String> ids, List<String> names, int most) {
        if (ids.isEmpty() || names.isEmpty()) {
            throw new SalesforceError(400, "MISSING_ARGUMENT", "The ids and the fields are required");
        }
        if (ids.size() > most) {
            throw new SalesforceError(
                    400,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than " + most + " records into this call");
        }
        var table = RecordApi.table(org, call);
        var fields = RecordApi.fields(table.type(), names);
        var array = Json.array();
        for (var id : ids) {
            table.get(id)
                    .ifPresentOrElse(
                            record -> array.add(RecordPrinter.print(ApiVersion.of(call), table.type(), record, fields)),
                            array::addNull);
        }
        call.carries(ids.size());
        return Reply.json(200, array);
    }
}
