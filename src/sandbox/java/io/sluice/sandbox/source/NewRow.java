package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Makes up what a given row leaves out. The order of the fields is that of the APIs. */
final class NewRow {
    private final Source source;
    private final LocalDateTime now;

    NewRow(Source source, LocalDateTime now) {
        this.source = source;
        this.now = now;
    }

    ObjectNode completed(Collection collection, JsonNode given) {
        if (!given.isObject()) {
            throw new IllegalArgumentException("A row must be a JSON object.");
        }
        var row =
                switch (collection) {
                    case CAMPAIGNS -> campaign();
                    case ASSETS -> asset(given);
                    case LISTS -> list(given);
                    case JOURNEYS -> journey(given);
                };
        row.setAll((ObjectNode) given);
        if (collection == Collection.CAMPAIGNS || collection == Collection.ASSETS) {
            row.put("id", numeric(row.get("id").asText()));
        }
        return row;
    }

    /** Their ids are numbers, though they are shown as texts. */
    private static String numeric(String id) {
        if (!id.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("The id '" + id + "' is no number.");
        }
        return id;
    }

    private ObjectNode campaign() {
        var id = next(Collection.CAMPAIGNS, 4700);
        return Json.object()
                .put("id", Long.toString(id))
                .put("createdDate", seconds())
                .put("modifiedDate", seconds())
                .put("name", "Campaign " + id)
                .put("description", "")
                .put("campaignCode", "C-" + id)
                .put("color", "0000ff")
                .put("favorite", false);
    }

    private ObjectNode asset(JsonNode given) {
        var campaign = given.path("campaignId").asText();
        if (source.find(Collection.CAMPAIGNS, campaign).isEmpty()) {
            throw new IllegalArgumentException("An asset needs the campaignId of a campaign that is there.");
        }
        var id = next(Collection.ASSETS, 16);
        var asset = Json.object()
                .put("id", Long.toString(id))
                .put("campaignId", Long.parseLong(campaign))
                .put("type", "EMAIL");
        if (!given.has("objectID")) {
            asset.put("itemID", id + 7000);
        }
        return asset.put("createdDate", seconds());
    }

    private ObjectNode list(JsonNode given) {
        var id = given.has("ID") ? given.get("ID").asLong() : next(Collection.LISTS, 1100);
        var name = given.path("ListName").asText("List " + id);
        var category = given.path("Category").asLong(412);
        var list = Json.object()
                .putNull("PartnerKey")
                .put("CreatedDate", millis())
                .put("ModifiedDate", millis())
                .put("ID", id)
                .put("ObjectID", UUID.randomUUID().toString())
                .put("CustomerKey", name + " - " + category)
                .put("ListName", name)
                .put("Category", category)
                .put("Type", "Public")
                .put("Description", "")
                .put("ListClassification", "ExactTargetList");
        list.putObject("Client").put("ID", 1000001).putNull("PartnerClientKey");
        return list;
    }

    private ObjectNode journey(JsonNode given) {
        var id = given.path("id").asText(UUID.randomUUID().toString());
        var version = given.path("version").asInt(1);
        var journey = Json.object()
                .put("id", id)
                .put("key", id)
                .put("name", "Journey " + id)
                .put("lastPublishedDate", JourneyMaker.NEVER)
                .put("description", "")
                .put("version", version)
                .put("workflowApiVersion", 1)
                .put("createdDate", millis())
                .put("modifiedDate", millis());
        for (var empty : new String[] {"goals", "exits", "notifiers"}) {
            journey.putArray(empty);
        }
        journey.put("entryMode", "NotSet").put("definitionType", "Multistep").put("channel", "");
        journey.putObject("defaults").putObject("properties");
        journey.putObject("metaData");
        return journey.put("executionMode", "Production")
                .put("categoryId", 6298)
                .put("status", "Draft")
                .put("definitionId", version <= 1 ? id : UUID.randomUUID().toString())
                .put("scheduledStatus", "Draft");
    }

    private long next(Collection collection, long floor) {
        return Math.max(floor, source.highestId(collection)) + 1;
    }

    private String seconds() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(now.withNano(0));
    }

    private String millis() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(now);
    }
}
