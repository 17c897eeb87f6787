package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code /sandbox/salesforce/{org}/…}: what an administrator of the org could see and do, and more. */
final class OrgControl {
    private final List<Org> orgs;
    private final RecordControl records = new RecordControl();
    private final FieldControl fields = new FieldControl();

    OrgControl(List<Org> orgs) {
        this.orgs = orgs;
    }

    void register(Router router) {
        router.on("GET", "/sandbox/salesforce", call -> Reply.json(200, summary()));
        on(router, "GET", "settings", (org, call) -> Reply.json(200, org.settings()));
        on(router, "POST", "settings", OrgControl::settings);
        on(router, "POST", "usage", OrgControl::usage);
        on(router, "POST", "public-key", OrgControl::publicKey);
        on(router, "POST", "sessions/expire", OrgControl::expire);
        on(
                router,
                "GET",
                "record-faults",
                (org, call) -> Reply.json(200, org.faults().all()));
        on(router, "POST", "record-faults", OrgControl::order);
        on(router, "DELETE", "record-faults", OrgControl::withdraw);
        records.register(this, router);
        fields.register(this, router);
    }

    /** A control request to one org, whose lock is held. */
    void on(Router router, String method, String path, Api.Resource resource) {
        router.on(method, "/sandbox/salesforce/{org}/" + path, call -> {
            var found = orgs.stream()
                    .filter(org -> org.name().equals(call.captured("org")))
                    .findFirst();
            if (found.isEmpty()) {
                return Reply.json(404, Json.object().put("problem", "There is no such org."));
            }
            synchronized (found.get()) {
                return resource.handle(found.get(), call);
            }
        });
    }

    JsonNode summary() {
        var all = Json.object();
        for (var org : orgs) {
            synchronized (org) {
                var one = all.putObject(org.name())
                        .put("apiUsed", org.usage().used())
                        .put("apiMax", org.settings().maxRequests())
                        .put("logins", org.sessions().logins());
                var counts = one.putObject("records");
                org.tables().forEach(table -> counts.put(table.type().name(), table.size()));
            }
        }
        return all;
    }

    private static Reply.Answer settings(Org org, Call call) {
        if (!call.json().isObject()) {
            throw new IllegalArgumentException("The settings must be an object.");
        }
        org.settings(org.settings().with(call.json()));
        return Reply.json(200, org.settings());
    }

    private static Reply.Answer usage(Org org, Call call) {
        var used = call.json().path("used");
        if (!used.isIntegralNumber()) {
            throw new IllegalArgumentException("'used' must be a number.");
        }
        org.usage().set(used.asLong());
        return done();
    }

    private static Reply.Answer publicKey(Org org, Call call) {
        org.publicKey(call.text(StandardCharsets.US_ASCII));
        return done();
    }

    private static Reply.Answer expire(Org org, Call call) {
        org.sessions().endAll();
        return done();
    }

    private static Reply.Answer order(Org org, Call call) {
        var fault = Json.MAPPER.convertValue(call.json(), RecordFault.class);
        return Reply.json(201, Json.object().put("id", org.faults().order(fault)));
    }

    private static Reply.Answer withdraw(Org org, Call call) {
        org.faults().clear();
        return done();
    }

    static Reply.Answer done() {
        return new Reply.Answer(204, Map.of(), new byte[0]);
    }
}
