package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.source.Collection;
import io.sluice.sandbox.source.Order.By;
import io.sluice.sandbox.source.Row;
import io.sluice.sandbox.source.Source;
import io.sluice.sandbox.source.SourceSettings.WithoutExtras;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code GET /interaction/v1/interactions} and {@code …/{id or key:K}}: journeys with their goals and statistics. */
final class InteractionApi {
    private static final String READ = "journeys_read";
    private static final Map<String, By> ORDERS =
            Map.of("modifieddate", By.MODIFIED_DATE, "name", By.NAME, "performance", By.PERFORMANCE);
    private static final Set<String> STATUSES = Set.of(
            "draft",
            "published",
            "scheduledtopublish",
            "stopped",
            "unpublished",
            "deleted",
            "paused",
            "scheduledtosend",
            "sent");
    private static final Set<String> EXTRAS = Set.of("all", "activities", "outcome", "outcomes", "stats");

    private final Source source;

    InteractionApi(Source source) {
        this.source = source;
    }

    void register(Router router, TokenGuard guard) {
        router.on("GET", "/interaction/v1/interactions", guard.needs(READ, this::journeys));
        router.on("GET", "/interaction/v1/interactions/{address}", guard.needs(READ, this::journey));
    }

    private Reply journeys(Call call) {
        var paging = Paging.of(call, ORDERS, source.settings());
        var extras = extras(call);
        var newestOnly = flag(call, "mostRecentVersionOnly");
        var status = status(call);
        var versions = newestOnly
                ? source.currentVersions(paging.order())
                : source.sorted(Collection.JOURNEYS, paging.order());
        var page = paging.page(status.isEmpty() ? versions : withStatus(versions, status));
        var answer = Json.object()
                .put("count", paging.count(page))
                .put("page", page.number())
                .put("pageSize", page.size());
        answer.putObject("links");
        if (!page.items().isEmpty()) {
            var items = answer.putArray("items");
            page.items().forEach(row -> items.add(shown(row, extras)));
        }
        return Reply.json(200, answer);
    }

    private static List<Row> withStatus(List<Row> versions, String status) {
        return versions.stream()
                .filter(row -> row.json().path("status").asText().equalsIgnoreCase(status))
                .toList();
    }

    private Reply journey(Call call) {
        var address = call.captured("address");
        var byKey = address.startsWith("key:");
        var wanted = byKey ? address.substring("key:".length()) : address;
        var version = call.query("versionNumber").map(text -> number("versionNumber", text));
        var extras = extras(call);
        var order = Paging.of(call, ORDERS, source.settings()).order();
        var rows = version.isPresent() ? source.all(Collection.JOURNEYS) : source.currentVersions(order);
        return rows.stream()
                .map(row -> shown(row, extras))
                .filter(journey -> journey.path(byKey ? "key" : "id").asText().equalsIgnoreCase(wanted))
                .filter(journey -> version.isEmpty() || journey.path("version").asInt() == version.get())
                .findFirst()
                .map(journey -> Reply.json(200, journey))
                .orElseThrow(() -> new SfmcError(
                        404,
                        30003,
                        byKey ? "Interaction matching key not found." : "Interaction matching criteria not found.",
                        "",
                        List.of()));
    }

    private ObjectNode shown(Row row, Set<String> extras) {
        var journey = row.json();
        var all = extras.contains("all");
        if (!all && !extras.contains("activities")) {
            journey.remove(List.of("activities", "triggers"));
        }
        if (!all && source.settings().withoutExtras() == WithoutExtras.BARE) {
            journey.remove(List.of("goals", "exits", "notifiers"));
            if (!extras.contains("stats")) {
                journey.remove("stats");
            }
        }
        return journey;
    }

    private static Set<String> extras(Call call) {
        var extras = new HashSet<>(Arrays.asList(
                call.query("extras").orElse("").toLowerCase(Locale.ROOT).split(",")));
        extras.remove("");
        if (!EXTRAS.containsAll(extras)) {
            throw unresolved("extras");
        }
        return extras;
    }

    private static String status(Call call) {
        var status = call.query("status").orElse("");
        if (!status.isEmpty() && !STATUSES.contains(status.toLowerCase(Locale.ROOT))) {
            throw unresolved("status");
        }
        return status;
    }

    private static boolean flag(Call call, String name) {
        var text = call.query(name).orElse("true").toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw unresolved(name);
        }
        return text.equals("true");
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw unresolved(name);
        }
    }

    private static SfmcError unresolved(String parameter) {
        return SfmcError.refused(10003, "request parameter " + parameter + " could not be resolved");
    }
}
