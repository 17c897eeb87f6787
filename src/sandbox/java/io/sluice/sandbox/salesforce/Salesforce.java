package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Salesforce: its orgs, and the APIs over them, all below {@code /services}. */
public final class Salesforce {
    private final List<Org> orgs = new ArrayList<>();
    private final Router router = new Router();
    private final Api api = new Api(orgs, router);
    private final OrgControl control = new OrgControl(orgs);

    /** @param history how many changes each org remembers */
    public Salesforce(Declared declared, int history, InstantSource clock) {
        for (var org : declared.orgs()) {
            orgs.add(new Org(org, declared, orgs.size() + 1, history, clock));
        }
        new OAuthApi(orgs, clock).register(router);
        new SoapApi(orgs).register(router);
        router.on("GET", "/services/data", Salesforce::versions);
        new DescribeApi().register(api);
        new QueryApi().register(api);
        new CollectionApi().register(api);
        new RetrieveApi().register(api);
        new CompositeApi(api).register();
        new BatchApi(api).register();
        new TreeApi().register(api);
        new LimitsApi().register(api);
        new RecordApi().register(api);
    }

    /** Whether a call is meant for Salesforce. */
    public boolean serves(Call call) {
        return !call.segments().isEmpty() && call.segments().get(0).equalsIgnoreCase("services");
    }

    /** The route that this call takes, if any. */
    public Optional<Router.Route> route(Call call) {
        return router.find(call);
    }

    /** Whether a call to this route is a login: it carries secrets, and is not counted. */
    public boolean isLogin(String route) {
        return route.contains(" /services/oauth2/") || route.contains(" /services/Soap/");
    }

    /** Answers the call, errors of the caller included. */
    public Reply answer(Call call) {
        return router.find(call).map(route -> route.handler().handle(call)).orElseGet(() -> api.other(call));
    }

    /** Adds the control requests: below {@code /sandbox/salesforce}. */
    public void control(Router router) {
        control.register(router);
    }

    /** What happened so far in each org. */
    public JsonNode stats() {
        return control.summary();
    }

    /** Each org in a line. */
    public List<Map<String, Object>> overview() {
        return orgs.stream().map(Salesforce::line).toList();
    }

    private static Map<String, Object> line(Org org) {
        synchronized (org) {
            var line = new LinkedHashMap<String, Object>();
            line.put("Org", org.name());
            line.put("User", org.declared().username());
            line.put(
                    "API requests", org.usage().used() + " of " + org.settings().maxRequests());
            line.put("Logins", org.sessions().logins());
            return line;
        }
    }

    /** The last records of each object that has any, by a heading. */
    public Map<String, List<Map<String, Object>>> lastRecords(int most) {
        var tables = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var org : orgs) {
            synchronized (org) {
                for (var table : org.tables()) {
                    if (table.size() > 0) {
                        tables.put(
                                "Salesforce " + org.name() + ": " + table.type().name() + " (" + table.size() + ")",
                                table.last(most));
                    }
                }
            }
        }
        return tables;
    }

    /** Every org back to what was declared. */
    public void reset() {
        orgs.forEach(Org::reset);
    }

    /** The versions are told to everyone. */
    private static Reply versions(Call call) {
        var versions = Json.array();
        for (int major = ApiVersion.OLDEST; major <= ApiVersion.NEWEST; major++) {
            versions.addObject()
                    .put("label", "Release " + major)
                    .put("url", "/services/data/v" + major + ".0")
                    .put("version", major + ".0");
        }
        return Reply.json(200, versions);
    }
}
