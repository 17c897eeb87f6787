package io.sluice.sandbox.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code /sandbox/source}: the truth, and how tests change it. */
public final class SourceControl {
    private static final String JSON = "application/json; charset=utf-8";

    private final Source source;

    public SourceControl(Source source) {
        this.source = source;
    }

    public void register(Router router) {
        router.on("GET", "/sandbox/source", call -> new Reply.Stream(JSON, out -> writeAll(call, out)));
        router.on("POST", "/sandbox/source/generate", this::generate);
        router.on("POST", "/sandbox/source/mutate", this::mutate);
        router.on("GET", "/sandbox/source/settings", call -> Reply.json(200, source.settings()));
        router.on("POST", "/sandbox/source/settings", this::settings);
        router.on("GET", "/sandbox/source/{collection}", call -> {
            var rows = rows(collection(call), call);
            return new Reply.Stream(JSON, out -> write(rows, out));
        });
        router.on("POST", "/sandbox/source/{collection}", this::add);
        router.on("GET", "/sandbox/source/{collection}/{id}", call -> on(call, row -> Reply.json(200, row.json())));
        router.on("PATCH", "/sandbox/source/{collection}/{id}", call -> on(call, row -> change(call, row)));
        router.on(
                "DELETE",
                "/sandbox/source/{collection}/{id}",
                call -> on(call, row -> {
                    source.remove(collection(call), row);
                    return Reply.json(200, row.json());
                }));
    }

    private void writeAll(Call call, OutputStream out) throws IOException {
        var before = "{";
        for (var collection : Collection.values()) {
            write(out, before + "\"" + collection.spelling() + "\":");
            write(rows(collection, call), out);
            before = ",";
        }
        write(out, "}");
    }

    /** Of a journey the version that its API shows, or, with {@code versions=all}, each. */
    private List<Row> rows(Collection collection, Call call) {
        var allVersions = call.query("versions").orElse("").equals("all");
        return collection == Collection.JOURNEYS && !allVersions
                ? source.currentVersions(new Order(Order.By.MODIFIED_DATE, true))
                : source.all(collection);
    }

    private static void write(List<Row> rows, OutputStream out) throws IOException {
        var before = "[";
        for (var row : rows) {
            write(out, before);
            out.write(row.bytes());
            before = ",";
        }
        write(out, before.equals("[") ? "[]" : "]");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reply generate(Call call) {
        source.replaceAll(new Generator(Json.MAPPER.convertValue(call.json(), SourceSize.class)).rows());
        return Reply.json(200, source.sizes());
    }

    private Reply mutate(Call call) {
        var asked = Json.MAPPER.convertValue(call.json(), Asked.class);
        return Reply.json(200, new Mutator(source, asked.seed).make(asked.changes, asked.among()));
    }

    private record Asked(long seed, int changes, List<String> collections) {
        Set<Collection> among() {
            var among = EnumSet.noneOf(Collection.class);
            if (collections != null) {
                collections.forEach(name -> among.add(Collection.named(name)));
            }
            return among.isEmpty() ? EnumSet.allOf(Collection.class) : among;
        }
    }

    private Reply settings(Call call) {
        try {
            var changed = ((ObjectNode) Json.MAPPER.valueToTree(source.settings())).setAll(object(call));
            source.settings(Json.MAPPER.treeToValue(changed, SourceSettings.class));
            return Reply.json(200, source.settings());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private Reply add(Call call) {
        var collection = collection(call);
        var given = call.json();
        if (!given.isArray()) {
            return Reply.json(201, source.add(collection, given));
        }
        var added = new ArrayList<JsonNode>();
        given.forEach(row -> added.add(source.add(collection, row)));
        return Reply.json(201, added);
    }

    /** With {@code modified=keep} the date of change stays; so it does where the body has one. */
    private Reply change(Call call, Row row) {
        var collection = collection(call);
        var patch = object(call);
        var changed = merged(row.json(), patch);
        call.query("remove").ifPresent(names -> changed.remove(List.of(names.split(","))));
        var keep = call.query("modified").orElse("").equals("keep")
                || collection.modified() == null
                || patch.has(collection.modified());
        source.replace(collection, row, keep ? changed : source.touched(collection, changed));
        return Reply.json(200, changed);
    }

    /** Objects are merged, everything else takes the place of what is there; null is a value. */
    private static ObjectNode merged(ObjectNode old, ObjectNode patch) {
        for (var field : patch.properties()) {
            if (field.getValue() instanceof ObjectNode inner && old.get(field.getKey()) instanceof ObjectNode there) {
                merged(there, inner);
            } else {
                old.set(field.getKey(), field.getValue());
            }
        }
        return old;
    }

    private static ObjectNode object(Call call) {
        if (call.json() instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("The body must be a JSON object.");
    }

    private Reply on(Call call, Function<Row, Reply> action) {
        return source.find(collection(call), call.captured("id"))
                .map(action)
                .orElseGet(() -> Reply.json(404, Json.object().put("problem", "There is no such row.")));
    }

    private static Collection collection(Call call) {
        return Collection.named(call.captured("collection"));
    }
}
