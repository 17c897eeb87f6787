package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.sfmc.Switches.Choice;
import io.sluice.sandbox.sfmc.Switches.JourneyCharset;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * {@code GET /interaction/v1/eventDefinitions/key:{key}}, as captured, and {@code POST /interaction/v1/events}: fires an
 * API event. Not idempotent. What is refused is documented, the bodies are not: they are SFMC's envelope with the code of
 * the nearest family.
 */
final class JourneyApi {
    private static final String BY_KEY = "key:";
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    private final Map<String, Columns> definitions = new LinkedHashMap<>();
    private final Map<String, String> dataExtensionIds = new HashMap<>();
    private final JourneyEvents events;
    private final Switches switches;

    JourneyApi(
            List<Declared.Definition> definitions, DataExtensions extensions, JourneyEvents events, Switches switches) {
        definitions.forEach(definition -> this.definitions.put(definition.key(), new Columns(definition.fields())));
        definitions.stream()
                .filter(definition -> !definition.fields().isEmpty())
                .forEach(definition -> dataExtensionIds.put(
                        definition.key(),
                        extensions
                                .createForEvent(definition.key(), definition.fields())
                                .id()));
        this.events = events;
        this.switches = switches;
    }

    void register(Router router, TokenGuard guard) {
        router.on("POST", "/interaction/v1/events", guard.needs("journeys_execute", this::fire));
        router.on("GET", "/interaction/v1/eventDefinitions/{address}", guard.needs("journeys_read", this::definition));
    }

    private Reply definition(Call call) {
        var address = call.captured("address");
        var key = address.startsWith(BY_KEY) ? address.substring(BY_KEY.length()) : "";
        if (!definitions.containsKey(key)) {
            throw SfmcError.notFound();
        }
        return Reply.json(
                200,
                Json.object()
                        .put(
                                "id",
                                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                                        .toString())
                        .put("type", "APIEvent")
                        .put("name", key)
                        .put("mode", "Production")
                        .put("eventDefinitionKey", key)
                        .put("dataExtensionId", dataExtensionIds.getOrDefault(key, NO_ID))
                        .put("dataExtensionName", key));
    }

    private Reply fire(Call call) {
        var body = call.json(charset(call));
        var contactKey = required(body, "ContactKey");
        var definition = required(body, "EventDefinitionKey");
        var columns = definitions.get(definition);
        if (columns == null) {
            throw refused(30003, "Unable to find event definition " + definition + ".");
        }
        var data = columns.size() == 0 ? untyped(property(body, "Data")) : typed(property(body, "Data"), columns);
        var id = events.fire(definition, contactKey, data, call.number());
        return Reply.json(201, Json.object().put("eventInstanceId", id));
    }

    /** SFMC reads UTF-8 only where the content type says so. */
    private Charset charset(Call call) {
        var declared = call.header("Content-Type").orElse("").replace(" ", "");
        return switches.journeyCharset == JourneyCharset.UTF8
                        || declared.toLowerCase(Locale.ROOT).contains("charset=utf-8")
                ? StandardCharsets.UTF_8
                : StandardCharsets.ISO_8859_1;
    }

    private static String required(JsonNode body, String name) {
        var value = property(body, name).asText();
        if (value.isBlank()) {
            throw refused(10002, "The required parameter " + name + " is missing.");
        }
        return value;
    }

    private Map<String, Object> typed(JsonNode data, Columns columns) {
        var values = new LinkedHashMap<String, Object>();
        var wrong = new ArrayList<String>();
        for (var entry : data.properties()) {
            columns.position(entry.getKey())
                    .ifPresentOrElse(
                            position -> read(entry.getValue(), columns.at(position), values, wrong),
                            () -> unknown(entry.getKey(), wrong));
        }
        for (var column : columns.all()) {
            if (!column.nullable() && !values.containsKey(column.name()) && wrong.isEmpty()) {
                wrong.add("The required field " + column.name() + " is missing.");
            }
        }
        if (!wrong.isEmpty()) {
            throw refused(10000, "The event data is not valid: " + String.join(" ", wrong));
        }
        return values;
    }

    private static void read(JsonNode value, Column column, Map<String, Object> values, List<String> wrong) {
        try {
            values.put(column.name(), Cells.read(value, column));
        } catch (BadCell e) {
            wrong.add(e.getMessage());
        }
    }

    private void unknown(String name, List<String> wrong) {
        if (switches.unknownEventFields == Choice.REFUSE && !name.equalsIgnoreCase("eventInstanceId")) {
            wrong.add("The field " + name + " does not exist.");
        }
    }

    private static Map<String, Object> untyped(JsonNode data) {
        var values = new LinkedHashMap<String, Object>();
        data.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    /** Both ContactKey and contactKey are seen in use. */
    private static JsonNode property(JsonNode body, String name) {
        for (var entry : body.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return Json.MAPPER.missingNode();
    }

    private static SfmcError refused(int errorcode, String message) {
        return new SfmcError(400, errorcode, message, SfmcError.DOCS, List.of());
    }
}
