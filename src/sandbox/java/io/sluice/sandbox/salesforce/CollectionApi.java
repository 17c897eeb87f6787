package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Form;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.salesforce.Outcome.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** sObject Collections, {@code /composite/sobjects}: up to 200 records in one request, each with a result of its own. */
final class CollectionApi {
    private static final int MOST = 200;
    private static final int MOST_CHUNKS = 10;
    private static final RecordProblem ROLLED_BACK = RecordProblem.of(
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header");

    /** One record of the request. */
    private record Item(Table table, Draft draft) {}

    /** Writes one record. */
    @FunctionalInterface
    private interface Write {
        Outcome apply(Writer writer, Item item);
    }

    void register(Api api) {
        api.on(
                "POST",
                "/composite/sobjects",
                (org, call) -> all(org, call, false, (writer, item) -> writer.create(item.table(), item.draft())));
        api.on("PATCH", "/composite/sobjects", CollectionApi::update);
        api.on("PATCH", "/composite/sobjects/{object}/{field}", CollectionApi::upsert);
        api.on("DELETE", "/composite/sobjects", CollectionApi::delete);
    }

    private static Reply.Answer update(Org org, Call call) {
        var body = body(call);
        var items = items(org, body);
        var times = times(items, item -> item.draft().id().map(Ids::short15));
        return written(org, call, allOrNone(body), false, items, (writer, item) -> {
            var id = item.draft().id();
            if (id.isEmpty()) {
                return new Refused(RecordProblem.at("MISSING_ARGUMENT", "Id not specified in an update call"));
            }
            return times.get(Ids.short15(id.get())) > 1
                    ? new Refused(RecordProblem.at("DUPLICATE_VALUE", "Duplicate id specified: " + id.get()))
                    : writer.update(item.table(), id.get(), item.draft());
        });
    }

    private static Reply.Answer upsert(Org org, Call call) {
        var key = RecordApi.key(RecordApi.table(org, call), call.captured("field"));
        var body = body(call);
        var items = items(org, body);
        var times = times(
                items, item -> value(item, key).map(value -> value.toString().toLowerCase(Locale.ROOT)));
        return written(org, call, allOrNone(body), true, items, (writer, item) -> {
            var value = value(item, key);
            if (item.draft().id().isPresent() || value.isEmpty()) {
                return new Refused(
                        value.isEmpty()
                                ? RecordProblem.at("MISSING_ARGUMENT", key.name() + " not specified")
                                : RecordProblem.of(
                                        "INVALID_FIELD", "The Id field should not be specified in the sobject data."));
            }
            return times.get(value.get().toString().toLowerCase(Locale.ROOT)) > 1
                    ? new Refused(RecordProblem.at(
                            "DUPLICATE_VALUE", "Duplicate external id specified: " + value.get(), key.name()))
                    : writer.upsert(item.table(), key, value.get(), item.draft());
        });
    }

    private static Optional<Object> value(Item item, Field key) {
        return Optional.ofNullable(item.draft().values().get(key));
    }

    private static Reply.Answer delete(Org org, Call call) {
        var query = Form.of(call.rawQuery());
        var ids = Arrays.stream(query.get("ids").orElse("").split(","))
                .filter(id -> !id.isBlank())
                .toList();
        call.carries(ids.size());
        atMost(ids.size());
        var items = ids.stream()
                .map(id -> new Item(tableOf(org, id), new Draft(Optional.of(id), Map.of(), List.of())))
                .toList();
        return written(
                org,
                call,
                query.get("allOrNone").orElse("").equalsIgnoreCase("true"),
                false,
                items,
                (writer, item) -> writer.delete(item.table(), item.draft().id().orElseThrow()));
    }

    private static Table tableOf(Org org, String id) {
        for (var table : org.tables()) {
            if (id.startsWith(table.type().keyPrefix())) {
                return table;
            }
        }
        throw new SalesforceError(400, "MALFORMED_ID", "malformed id " + id);
    }

    private static Reply.Answer all(Org org, Call call, boolean upsert, Write write) {
        var body = body(call);
        return written(org, call, allOrNone(body), upsert, items(org, body), write);
    }

    private static Body body(Call call) {
        var body = Body.of(call.body());
        if (!body.tree().path("records").isArray()) {
            throw SalesforceError.unreadable("The property 'records' is required and must be an array.");
        }
        call.carries(body.tree().get("records").size());
        return body;
    }

    private static boolean allOrNone(Body body) {
        return body.tree().path("allOrNone").asBoolean();
    }

    private static List<Item> items(Org org, Body body) {
        var records = body.tree().get("records");
        atMost(records.size());
        var items = new ArrayList<Item>();
        int chunks = 0;
        for (int i = 0; i < records.size(); i++) {
            var table = table(org, records.get(i));
            if (items.isEmpty() || items.get(i - 1).table() != table) {
                chunks++;
            }
            items.add(new Item(table, body.draft(table.type(), JsonPointer.compile("/records/" + i))));
        }
        if (chunks > MOST_CHUNKS) {
            throw new SalesforceError(
                    400, "TOO_MANY_CHUNKS", "The records change their type more than " + MOST_CHUNKS + " times");
        }
        return items;
    }

    private static Table table(Org org, JsonNode record) {
        var type = record.at("/attributes/type").asText();
        return org.table(type)
                .orElseThrow(() ->
                        new SalesforceError(400, "INVALID_TYPE", "sObject type '" + type + "' is not supported."));
    }

    private static void atMost(int records) {
        if (records > MOST) {
            throw new SalesforceError(
                    400,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than 200 records into this call");
        }
    }

    private static Map<String, Integer> times(List<Item> items, Function<Item, Optional<String>> key) {
        var times = new HashMap<String, Integer>();
        items.forEach(item -> key.apply(item).ifPresent(value -> times.merge(value, 1, Integer::sum)));
        return times;
    }

    private static Reply.Answer written(
            Org org, Call call, boolean allOrNone, boolean upsert, List<Item> items, Write write) {
        var writer = new Writer(org, WriteOptions.of(call));
        var transaction = new Transaction(org);
        List<Outcome> outcomes =
                items.stream().map(item -> write.apply(writer, item)).toList();
        if (allOrNone && outcomes.stream().anyMatch(Refused.class::isInstance)) {
            transaction.rollBack();
            outcomes = outcomes.stream()
                    .map(outcome -> outcome instanceof Refused ? outcome : new Refused(ROLLED_BACK))
                    .toList();
        }
        var results = Json.array();
        outcomes.forEach(outcome -> results.add(outcome.json(upsert)));
        return Reply.json(200, results);
    }
}
