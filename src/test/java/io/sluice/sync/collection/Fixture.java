package io.sluice.sync.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SoapPage;
import io.sluice.sync.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The folder of a collection: what an account shows, and the rows that become of it. */
record Fixture(Path folder) {
    static final Path ROOT = Path.of("src/test/resources/collections");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Fixture of(String collection) {
        return new Fixture(ROOT.resolve(collection));
    }

    FakeSource given() {
        var given = json("given.json");
        var source = new FakeSource();
        given.path("rest").fields().forEachRemaining(list -> source.with(list.getKey(), pages(list.getValue())));
        given.path("soap").forEach(page -> source.soap(soapPage(page)));
        var retrievable = new TreeSet<String>();
        given.path("retrievable").forEach(name -> retrievable.add(name.asText()));
        return source.retrievable(retrievable);
    }

    /** The campaigns that a run has read before, if the collection wants to know. */
    Optional<List<String>> campaigns() {
        var campaigns = json("given.json").path("campaigns");
        return campaigns.isArray() ? Optional.of(texts(campaigns)) : Optional.empty();
    }

    ArrayNode expected(String table) {
        return (ArrayNode) json("expected.json").path(table);
    }

    /** Columns that have a value, times as texts. */
    static JsonNode shown(Row row) {
        var shown = new LinkedHashMap<String, Object>();
        for (var i = 0; i < row.values().size(); i++) {
            var value = row.values().get(i);
            if (value != null) {
                shown.put(row.table().columns().get(i).name(), value instanceof Instant ? value.toString() : value);
            }
        }
        row.extra().ifPresent(extra -> shown.put("extra", extra));
        try {
            // As text and back, so that 1 is 1 however many bits it has.
            return JSON.readTree(JSON.writeValueAsString(shown));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json(String file) {
        try {
            return JSON.readTree(Files.readString(folder.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode[] pages(JsonNode pages) {
        return StreamSupport.stream(pages.spliterator(), false).toArray(JsonNode[]::new);
    }

    private static SoapPage soapPage(JsonNode page) {
        var results = StreamSupport.stream(page.path("results").spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
        return new SoapPage(page.path("requestId").asText(), page.path("more").asBoolean(), results);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
