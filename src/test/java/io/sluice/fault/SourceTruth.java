package io.sluice.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.SandboxProcess;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the tables must hold, read from the sandbox's own rows, by other means than those of the product. */
final class SourceTruth {
    /** What is compared of each table: its key, what identifies a change, and what is awkward. */
    static final List<Compared> TABLES = List.of(
            new Compared("campaigns", "id", "name, campaign_code, color, modified_date"),
            new Compared("campaign_assets", "campaign_id, id", "type, item_id, created_date"),
            new Compared("lists", "id", "list_name, customer_key, category, client_id, modified_date"),
            new Compared(
                    "interactions",
                    "id",
                    "version, name, status, stats_current_population, modified_date, last_published_date"),
            new Compared("goals", "interaction_id, key", "name, config_arguments_criteria"));

    /** Times are compared to the second: the databases keep fewer digits than the source shows. */
    static final ChronoUnit PRECISION = ChronoUnit.SECONDS;

    record Compared(String table, String key, String values) {
        String query(String where) {
            return "SELECT " + key + ", " + values + " FROM sfmc_prod." + table + where;
        }
    }

    private final JsonNode rows;

    SourceTruth(SandboxProcess sandbox) {
        rows = sandbox.look("/sandbox/source");
    }

    /** Each row as its values with bars between. */
    TreeSet<String> of(Compared compared) {
        return switch (compared.table()) {
            case "campaigns" ->
                each(
                        "campaigns",
                        row -> line(
                                text(row, "/id"),
                                text(row, "/name"),
                                text(row, "/campaignCode"),
                                text(row, "/color"),
                                time(row, "/modifiedDate")));
            case "campaign_assets" ->
                each(
                        "assets",
                        row -> line(
                                text(row, "/campaignId"),
                                text(row, "/id"),
                                text(row, "/type"),
                                row.hasNonNull("itemID") ? text(row, "/itemID") : text(row, "/objectID"),
                                time(row, "/createdDate")));
            case "lists" ->
                each(
                        "lists",
                        row -> line(
                                text(row, "/ID"),
                                text(row, "/ListName"),
                                text(row, "/CustomerKey"),
                                text(row, "/Category"),
                                text(row, "/Client/ID"),
                                time(row, "/ModifiedDate")));
            case "interactions" ->
                each(
                        "journeys",
                        row -> line(
                                text(row, "/id"),
                                text(row, "/version"),
                                text(row, "/name"),
                                text(row, "/status"),
                                text(row, "/stats/currentPopulation"),
                                time(row, "/modifiedDate"),
                                time(row, "/lastPublishedDate")));
            default -> goals();
        };
    }

    private TreeSet<String> goals() {
        var all = new TreeSet<String>();
        for (var journey : live("journeys")) {
            for (var goal : journey.path("goals")) {
                all.add(line(
                        text(journey, "/id"),
                        text(goal, "/key"),
                        text(goal, "/name"),
                        text(goal, "/configurationArguments/criteria")));
            }
        }
        return all;
    }

    private TreeSet<String> each(String collection, java.util.function.Function<JsonNode, String> line) {
        return live(collection).stream().map(line).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<JsonNode> live(String collection) {
        var live = new ArrayList<JsonNode>();
        for (var row : rows.get(collection)) {
            if (!row.path("status").asText().equals("Deleted")) {
                live.add(row);
            }
        }
        return live;
    }

    static String line(String... values) {
        return Arrays.stream(values).collect(Collectors.joining("|"));
    }

    private static String text(JsonNode row, String path) {
        var value = row.at(path);
        return value.isMissingNode() || value.isNull() ? "null" : value.asText();
    }

    private static String time(JsonNode row, String path) {
        var text = text(row, path);
        return text.equals("null") || text.startsWith("0001-01-01")
                ? "null"
                : LocalDateTime.parse(text)
                        .toInstant(ZoneOffset.ofHours(-6))
                        .truncatedTo(PRECISION)
                        .toString();
    }
}
