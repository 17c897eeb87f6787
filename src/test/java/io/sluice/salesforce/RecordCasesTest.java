package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contract.SegmentCase;
import io.sluice.contract.SegmentCases;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Request;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Segment's Salesforce CRM destinations do with Leads and Accounts. */
class RecordCasesTest extends SegmentCases {
    private final FakeOrg org = new FakeOrg();
    private final SalesforceAccounts accounts = AccountConfig.accounts(
            "salesforce.login-url", "https://harbour.my.salesforce.com",
            "salesforce.client-id", "an-id",
            "salesforce.client-secret", "a-secret");

    private final List<Action> actions = List.of(new SalesforceUpsertRecords(
            new SObjects(accounts, new SimpleMeterRegistry(), Clock.systemUTC()), accounts));

    static List<SegmentCase> cases() throws IOException {
        return SegmentCase.all("salesforce");
    }

    @Override
    protected List<Action> actions() {
        return actions;
    }

    @Override
    protected void prepare(SegmentCase one) {
        for (var record : one.there()) {
            var fields = new ArrayList<String>();
            record.properties().forEach(field -> {
                if (!field.getKey().equals("object")) {
                    fields.add(field.getKey());
                    fields.add(field.getValue().asText());
                }
            });
            org.put(record.get("object").textValue(), fields.toArray(String[]::new));
        }
    }

    @Override
    protected Answer answer(Request request) {
        return org.answer(request);
    }

    /** A look-up by its condition, a writing call by its records; describe is the same in every case. */
    @Override
    protected Optional<Map.Entry<String, JsonNode>> told(Request request) {
        if (request.path().endsWith("/describe")) {
            return Optional.empty();
        }
        var told = JsonNodeFactory.instance.arrayNode();
        if (request.path().equals("/composite")) {
            request.body().path("compositeRequest").forEach(part -> told.add(condition(part)));
            return Optional.of(Map.entry("look up", told));
        }
        request.body().path("records").forEach(record -> {
            var fields = ((ObjectNode) record.deepCopy());
            fields.remove("attributes");
            told.add(fields);
        });
        return Optional.of(Map.entry(request.method() + " " + request.path(), told));
    }

    private static String condition(JsonNode part) {
        var query = URLDecoder.decode(part.get("url").textValue(), StandardCharsets.UTF_8);
        return query.substring(query.indexOf(" FROM ") + " FROM ".length());
    }
}
