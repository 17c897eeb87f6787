package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Data extensions themselves: {@code /data/v1/customobjects}. */
final class DataExtensionApi {
    private static final String READ = "data_extensions_read";
    private static final String WRITE = "data_extensions_write";
    private static final String ALL = "/data/v1/customobjects";
    private static final String ONE = ALL + "/{id}";

    private final DataExtensions extensions;

    DataExtensionApi(DataExtensions extensions) {
        this.extensions = extensions;
    }

    void register(Router router, TokenGuard guard) {
        router.on("GET", ALL, guard.needs(READ, this::search));
        router.on("POST", ALL, guard.needs(WRITE, this::create));
        router.on("GET", ONE, guard.needs(READ, this::get));
        router.on("DELETE", ONE, guard.needs(WRITE, this::delete));
        router.on("GET", ONE + "/fields", guard.needs(READ, this::fields));
        router.on("POST", "/data/v1/customobjectsasync/{id}/fields", guard.needs(WRITE, this::add));
        router.on("POST", ONE + "/cleardata", guard.needs(WRITE, this::clear));
    }

    /** A term is needed. An underscore stands for any character, so a lone one finds everything. */
    private Reply search(Call call) {
        var term = call.query("$search").orElse("");
        if (term.isEmpty()) {
            throw SfmcError.refused(10003, "request parameter $search could not be resolved");
        }
        var wanted = Pattern.compile(
                Pattern.quote(term).replace("_", "\\E.\\Q"), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        var found = extensions.all().stream()
                .filter(extension -> wanted.matcher(extension.name()).find()
                        || wanted.matcher(extension.key()).find())
                .toList();
        var page = Page.of(
                found, Page.number(call, "$page", 1, Integer.MAX_VALUE), Page.number(call, "$pageSize", 25, 2500));
        var answer = Json.object()
                .put("count", page.count())
                .put("page", page.number())
                .put("pageSize", page.size());
        answer.putObject("links");
        var items = answer.putArray("items");
        page.items().forEach(extension -> items.add(head(extension)));
        return Reply.json(200, answer);
    }

    private Reply get(Call call) {
        return Reply.json(200, head(named(call)));
    }

    private Reply fields(Call call) {
        var extension = named(call);
        var answer = Json.object().put("id", extension.id());
        var fields = answer.putArray("fields");
        var ordinal = 0;
        for (var column : extension.fields()) {
            fields.add(field(column, ordinal++));
        }
        return Reply.json(200, answer);
    }

    private Reply create(Call call) {
        var body = call.json();
        var name = body.path("name").asText();
        if (name.isBlank()) {
            throw SfmcError.refused(10002, "The required parameter name is missing.");
        }
        try {
            var sendable = Optional.of(body.path("sendableCustomObjectField").asText())
                    .filter(field -> body.path("isSendable").asBoolean() && !field.isEmpty());
            var made = extensions.create(body.path("key").asText(), name, sendable, columns(body.path("fields")));
            return Reply.json(201, head(made));
        } catch (DataExtensions.NameTaken e) {
            throw SfmcError.refused(30004, "A Data Extension with this name already exists");
        } catch (IllegalArgumentException e) {
            throw SfmcError.refused(10000, "The fields are not valid.");
        }
    }

    private static List<Column> columns(JsonNode fields) {
        var columns = new ArrayList<Column>();
        for (var field : fields) {
            columns.add(new Column(
                    field.path("name").asText(),
                    ColumnType.named(field.path("type").asText()),
                    field.hasNonNull("length") ? field.get("length").asInt() : null,
                    field.hasNonNull("scale") ? field.get("scale").asInt() : null,
                    field.path("isPrimaryKey").asBoolean(),
                    field.path("isNullable").asBoolean(true)));
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("no fields");
        }
        return columns;
    }

    /** What SFMC answers to it is not known; nor when the fields are there. Here they are there at once. */
    private Reply add(Call call) {
        var extension = named(call);
        try {
            extension.add(columns(call.json().path("fields")));
        } catch (IllegalArgumentException e) {
            throw SfmcError.refused(10000, "The fields are not valid.");
        }
        return Reply.json(202, Json.object().put("requestId", UUID.randomUUID().toString()));
    }

    private Reply delete(Call call) {
        extensions.delete(named(call));
        return Reply.json(200, null);
    }

    private Reply clear(Call call) {
        named(call).clear();
        return Reply.json(200, null);
    }

    private DataExtension named(Call call) {
        return extensions.withId(call.captured("id")).orElseThrow(SfmcError::notFound);
    }

    private static ObjectNode head(DataExtension extension) {
        var head = Json.object()
                .put("id", extension.id())
                .put("key", extension.key())
                .put("name", extension.name())
                .put("fieldCount", extension.fields().size())
                .put("rowCount", extension.size())
                .put("isSendable", extension.sendableField().isPresent());
        extension.sendableField().ifPresent(field -> head.put("sendableCustomObjectField", field)
                .put("sendableSubscriberField", "_SubscriberKey"));
        return head;
    }

    private static ObjectNode field(Column column, int ordinal) {
        var field = Json.object()
                .put("name", column.name())
                .put("type", column.type().spelling())
                .put("isPrimaryKey", column.primaryKey())
                .put("isNullable", column.nullable())
                .put("ordinal", ordinal);
        if (column.length() != null) {
            field.put("length", column.length());
        }
        if (column.type() == ColumnType.DECIMAL) {
            field.put("scale", column.scale());
        }
        return field;
    }
}
