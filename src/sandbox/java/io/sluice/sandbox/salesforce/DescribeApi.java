package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** {@code /sobjects} and {@code /sobjects/{object}/describe}: what the API's user may see. */
final class DescribeApi {
    void register(Api api) {
        api.on("GET", "/sobjects", DescribeApi::all);
        api.on("GET", "/sobjects/{object}", DescribeApi::basics);
        api.on("GET", "/sobjects/{object}/describe", DescribeApi::describe);
    }

    private static Reply.Answer all(Org org, Call call) {
        var json = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
        var objects = json.putArray("sobjects");
        for (var table : org.tables()) {
            if (table.type().accessible()) {
                objects.add(flags(ApiVersion.of(call), table.type()));
            }
        }
        return Reply.json(200, json);
    }

    private static Reply.Answer basics(Org org, Call call) {
        var json = Json.object();
        json.set(
                "objectDescribe",
                flags(ApiVersion.of(call), RecordApi.table(org, call).type()));
        json.putArray("recentItems");
        return Reply.json(200, json);
    }

    private static Reply.Answer describe(Org org, Call call) {
        var type = RecordApi.table(org, call).type();
        var changed = type.changed().truncatedTo(ChronoUnit.SECONDS);
        if (call.header("If-Modified-Since")
                .filter(since -> !changed.isAfter(time(since)))
                .isPresent()) {
            return new Reply.Answer(304, Map.of(), new byte[0]);
        }
        var json = flags(ApiVersion.of(call), type);
        var fields = json.putArray("fields");
        type.visible().forEach(field -> fields.add(FieldPrinter.print(field)));
        json.putArray("recordTypeInfos");
        json.putArray("childRelationships");
        return Reply.json(200, json)
                .with("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(changed.atZone(ZoneOffset.UTC)));
    }

    private static Instant time(String header) {
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static ObjectNode flags(ApiVersion version, ObjectType type) {
        var path = version.path() + "/sobjects/" + type.name();
        var json = Json.object()
                .put("activateable", false)
                .put("createable", true)
                .put("custom", type.name().endsWith("__c"))
                .put("deletable", true)
                .put("keyPrefix", type.keyPrefix())
                .put("label", type.label())
                .put("labelPlural", type.label() + "s")
                .put("mergeable", true)
                .put("name", type.name())
                .put("queryable", true)
                .put("retrieveable", true)
                .put("searchable", true)
                .put("triggerable", true)
                .put("undeletable", true)
                .put("updateable", true);
        json.putObject("urls")
                .put("sobject", path)
                .put("describe", path + "/describe")
                .put("rowTemplate", path + "/{ID}");
        return json;
    }
}
