package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Form;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Single records: {@code /sobjects/{object}} and below, by id or by the value of a key field. */
final class RecordApi {
    /** The first version in which an upsert that updates says so in a body. */
    private static final int TELLS_UPDATES = 46;

    void register(Api api) {
        api.on("POST", "/sobjects/{object}", RecordApi::create);
        api.on("GET", "/sobjects/{object}/{id}", (org, call) -> read(org, call, byId(table(org, call), call)));
        api.on("PATCH", "/sobjects/{object}/{id}", RecordApi::update);
        api.on("POST", "/sobjects/{object}/{id}", RecordApi::post);
        api.on("DELETE", "/sobjects/{object}/{id}", RecordApi::delete);
        api.on("GET", "/sobjects/{object}/{field}/{value}", RecordApi::readByKey);
        api.on("PATCH", "/sobjects/{object}/{field}/{value}", RecordApi::upsert);
        api.on("POST", "/sobjects/{object}/{field}/{value}", (org, call) -> patching(org, call, RecordApi::upsert));
    }

    static Table table(Org org, Call call) {
        return org.table(call.captured("object")).orElseThrow(SalesforceError::notFound);
    }

    private static Reply.Answer create(Org org, Call call) {
        call.carries(1);
        var table = table(org, call);
        var draft = Body.of(call.body()).draft(table.type(), JsonPointer.empty());
        var saved = new Writer(org, WriteOptions.of(call)).create(table, draft).orThrow();
        return created(call, table, saved, false);
    }

    private static Reply.Answer created(Call call, Table table, Outcome.Saved saved, boolean upsert) {
        var json = Json.object().put("id", saved.id()).put("success", true);
        json.putArray("errors");
        if (upsert) {
            json.put("created", saved.created());
        }
        var answer = Reply.json(saved.created() ? 201 : 200, json);
        return saved.created()
                ? answer.with(
                        "Location",
                        ApiVersion.of(call).path() + "/sobjects/" + table.type().name() + "/" + saved.id())
                : answer;
    }

    /** An insert through upsert; or, for clients without PATCH, what {@code _HttpMethod} says. */
    private static Reply.Answer post(Org org, Call call) {
        return call.captured("id").equalsIgnoreCase("Id") ? create(org, call) : patching(org, call, RecordApi::update);
    }

    private static Reply.Answer patching(Org org, Call call, Api.Resource patch) {
        if (!Form.of(call.rawQuery()).get("_HttpMethod").orElse("").equalsIgnoreCase("PATCH")) {
            throw new SalesforceError(
                    405, "METHOD_NOT_ALLOWED", "HTTP Method 'POST' not allowed. Allowed are DELETE,GET,HEAD,PATCH");
        }
        return patch.handle(org, call);
    }

    private static Reply.Answer update(Org org, Call call) {
        call.carries(1);
        var table = table(org, call);
        var record = byId(table, call);
        var draft = Body.of(call.body()).draft(table.type(), JsonPointer.empty());
        if (draft.id().isPresent()) {
            throw keyInBody("Id");
        }
        new Writer(org, WriteOptions.of(call)).update(table, record.id(), draft).orThrow();
        return empty();
    }

    private static Reply.Answer delete(Org org, Call call) {
        call.carries(1);
        var table = table(org, call);
        new Writer(org, WriteOptions.of(call))
                .delete(table, byId(table, call).id())
                .orThrow();
        return empty();
    }

    private static Reply.Answer readByKey(Org org, Call call) {
        var table = table(org, call);
        var key = key(table, call.captured("field"));
        var matches = table.matching(key, value(key, call));
        return matches.size() > 1
                ? several(call, table, matches)
                : read(org, call, matches.stream().findFirst().orElseThrow(SalesforceError::notFound));
    }

    private static Reply.Answer read(Org org, Call call, StoredRecord record) {
        var type = table(org, call).type();
        var wanted = Form.of(call.rawQuery()).get("fields");
        List<Field> fields = wanted.isEmpty()
                ? type.visible()
                : fields(type, Arrays.asList(wanted.get().split(",")));
        return Reply.json(200, RecordPrinter.print(ApiVersion.of(call), type, record, fields));
    }

    /** @throws SalesforceError when one of them is not there, or hidden */
    static List<Field> fields(ObjectType type, List<String> names) {
        return names.stream()
                .map(name -> type.field(name.trim())
                        .orElseThrow(() -> new SalesforceError(
                                400,
                                "INVALID_FIELD",
                                "No such column '" + name.trim() + "' on sobject of type " + type.name())))
                .toList();
    }

    private static Reply.Answer upsert(Org org, Call call) {
        call.carries(1);
        var table = table(org, call);
        var key = key(table, call.captured("field"));
        var value = value(key, call);
        var draft = Body.of(call.body()).draft(table.type(), JsonPointer.empty());
        if (draft.id().isPresent() || draft.has(key)) {
            throw keyInBody(draft.id().isPresent() ? "Id" : key.name());
        }
        var matches = table.matching(key, value);
        if (matches.size() > 1) {
            return several(call, table, matches);
        }
        var updateOnly = Form.of(call.rawQuery()).get("updateOnly").orElse("").equalsIgnoreCase("true");
        if (matches.isEmpty() && updateOnly) {
            throw SalesforceError.notFound();
        }
        var saved = new Writer(org, WriteOptions.of(call))
                .upsert(table, key, value, draft)
                .orThrow();
        return !saved.created() && ApiVersion.of(call).major() < TELLS_UPDATES
                ? empty()
                : created(call, table, saved, true);
    }

    /** A field by which an upsert may find records. */
    static Field key(Table table, String name) {
        return table.type().field(name).filter(Field::isKey).orElseThrow(() -> SalesforceError.noSuchKey(name));
    }

    private static Object value(Field key, Call call) {
        try {
            return Optional.ofNullable(key.type().read(TextNode.valueOf(call.captured("value"))))
                    .orElseThrow(SalesforceError::notFound);
        } catch (FieldType.WrongType e) {
            throw SalesforceError.notFound();
        }
    }

    /** An id that is none is taken for a field's name, hence the answer. */
    private static StoredRecord byId(Table table, Call call) {
        var id = call.captured("id");
        if (!Ids.isWellFormed(id) || !id.startsWith(table.type().keyPrefix())) {
            throw SalesforceError.noSuchKey(id);
        }
        if (table.isDeleted(id)) {
            throw new SalesforceError(404, List.of(RecordProblem.at("ENTITY_IS_DELETED", "entity is deleted")));
        }
        return table.get(id).orElseThrow(SalesforceError::notFound);
    }

    private static Reply.Answer several(Call call, Table table, List<StoredRecord> matches) {
        var urls = JsonNodeFactory.instance.arrayNode();
        matches.forEach(record -> urls.add(
                ApiVersion.of(call).path() + "/sobjects/" + table.type().name() + "/" + record.id()));
        return Reply.json(300, urls);
    }

    private static SalesforceError keyInBody(String name) {
        return new SalesforceError(
                400, "INVALID_FIELD", "The " + name + " field should not be specified in the sobject data.");
    }

    private static Reply.Answer empty() {
        return new Reply.Answer(204, Map.of(), new byte[0]);
    }
}
