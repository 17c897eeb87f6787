package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks at an org's records, puts some there, and converts Leads: nothing of it counts as a request. */
final class RecordControl {
    void register(OrgControl control, Router router) {
        control.on(router, "GET", "records/{object}", RecordControl::list);
        control.on(router, "POST", "records/{object}", RecordControl::put);
        control.on(router, "POST", "leads/{id}/convert", RecordControl::convert);
    }

    static Table table(Org org, Call call) {
        return org.anyTable(call.captured("object"))
                .orElseThrow(() -> new IllegalArgumentException("The org has no object " + call.captured("object")));
    }

    /** The records with all fields that have a value, and the changes that led to them. */
    private static Reply.Answer list(Org org, Call call) {
        var table = table(org, call);
        var json = Json.object().put("object", table.type().name()).put("count", table.size());
        var records = json.putArray("records");
        table.all().forEach(record -> records.add(printed(table.type(), record)));
        json.put("historyForgotten", org.changes().forgotten());
        var history = json.putArray("history");
        org.changes().of(table.type().name()).forEach(change -> history.add(printed(change)));
        return Reply.json(200, json);
    }

    private static ObjectNode printed(ObjectType type, StoredRecord record) {
        var json = Json.object();
        var fields = type.all().stream()
                .filter(field -> field.type() == FieldType.ID || record.value(field) != null)
                .toList();
        RecordPrinter.put(json, record, fields);
        return json;
    }

    private static ObjectNode printed(Changes.Change change) {
        var json = Json.object()
                .put("sequence", change.sequence())
                .put("request", change.request())
                .put("operation", change.operation())
                .put("object", change.object())
                .put("id", change.id());
        var values = json.putObject("values");
        change.values().forEach((name, value) -> values.put(name, value == null ? null : value.toString()));
        return json;
    }

    /** Read-only fields may be set too, such as OwnerId and CreatedDate; no rule is asked. */
    private static Reply.Answer put(Org org, Call call) {
        var table = table(org, call);
        var values = new HashMap<String, Object>();
        table.type().all().forEach(field -> field.defaultOnCreate().ifPresent(value -> values.put(field.key(), value)));
        values.put("createddate", org.now());
        values.put("ownerid", org.userId());
        draft(table, call).values().forEach((field, value) -> values.put(field.key(), value));
        values.values().removeIf(Objects::isNull);
        var record = new StoredRecord(table.nextId(), values);
        table.put(record);
        return Reply.json(201, Json.object().put("id", record.id()));
    }

    private static Draft draft(Table table, Call call) {
        try {
            var draft = Body.of(call.body()).draft(table.type(), JsonPointer.empty());
            if (draft.id().isPresent() || !draft.unknown().isEmpty()) {
                throw new IllegalArgumentException(
                        "The org gives the Id, and " + table.type().name() + " has no field " + draft.unknown());
            }
            return draft;
        } catch (SalesforceError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Makes an Account and a Contact of the Lead, which can then not be written any more. */
    private static Reply.Answer convert(Org org, Call call) {
        var leads = org.anyTable("Lead").orElseThrow();
        var lead = leads.get(call.captured("id"))
                .orElseThrow(() -> new IllegalArgumentException("There is no such Lead."));
        var account = made(org, "Account", Map.of("name", "company"), lead);
        var contact =
                made(org, "Contact", Map.of("lastname", "lastname", "firstname", "firstname", "email", "email"), lead);
        var contacts = org.anyTable("Contact").orElseThrow();
        contacts.put(contact.with(Map.of("accountid", account.id(), "name", PersonName.of(contact))));
        leads.put(lead.with(Map.of(
                "isconverted", true,
                "converteddate", LocalDate.ofInstant(org.now(), ZoneOffset.UTC),
                "convertedaccountid", account.id(),
                "convertedcontactid", contact.id())));
        org.changes().add(call.number(), "convert", "Lead", lead.id(), Map.of());
        return Reply.json(200, Json.object().put("accountId", account.id()).put("contactId", contact.id()));
    }

    /** @param fields of the Lead, by those of the new record that they become */
    private static StoredRecord made(Org org, String object, Map<String, String> fields, StoredRecord lead) {
        var table = org.anyTable(object).orElseThrow();
        var values = new HashMap<String, Object>();
        fields.forEach((own, leads) -> {
            if (lead.values().containsKey(leads)) {
                values.put(own, lead.values().get(leads));
            }
        });
        for (var name : List.of("ownerid", "createddate")) {
            values.put(name, name.equals("ownerid") ? lead.values().get(name) : org.now());
        }
        var record = new StoredRecord(table.nextId(), values);
        table.put(record);
        return record;
    }
}
