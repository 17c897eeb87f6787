package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.salesforce.Salesforce;
import io.sluice.sandbox.sfmc.Sfmc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /}: what arrived, for a person to look at. */
final class HumanPage {
    private static final int LAST = 20;

    private final Sfmc sfmc;
    private final Salesforce salesforce;
    private final RequestLog log;

    HumanPage(Sfmc sfmc, Salesforce salesforce, RequestLog log) {
        this.sfmc = sfmc;
        this.salesforce = salesforce;
        this.log = log;
    }

    void register(Router router) {
        router.on("GET", "/", this::page);
    }

    private Reply page(Call call) {
        var html = new Html("Sluice sandbox");
        for (var extension : sfmc.extensions().all()) {
            html.table(extension.name() + " (" + extension.size() + " rows)", extension.lastRows(LAST));
        }
        var contacts = sfmc.contacts().all();
        html.table(
                "Contacts (" + contacts.size() + ")",
                last(contacts).stream()
                        .map(contact -> row("Contact key", contact.key(), "Contact id", contact.id()))
                        .toList());
        var entries = sfmc.journeyEvents().all();
        html.table(
                "Journey events (" + entries.size() + ")",
                last(entries).stream()
                        .map(entry -> row(
                                "Event",
                                entry.eventDefinitionKey(),
                                "Contact key",
                                entry.contactKey(),
                                "Data",
                                entry.data()))
                        .toList());
        html.table("Salesforce orgs", salesforce.overview());
        salesforce.lastRecords(LAST).forEach(html::table);
        html.table(
                "Last requests",
                last(log.matching(arrival -> true)).stream()
                        .map(arrival -> row(
                                "Number",
                                arrival.number(),
                                "Request",
                                arrival.method() + " " + arrival.path(),
                                "Rows",
                                arrival.rows(),
                                "Status",
                                arrival.status()))
                        .toList());
        return Reply.text(200, "text/html; charset=utf-8", html.end());
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - LAST), all.size());
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
