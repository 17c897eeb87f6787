package io.sluice.mapping;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the cases of one file. */
final class CaseReader {
    /** Of events whose case does not say when they arrive. */
    private static final Instant RECEIVED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private static final String WHERE = "a case";
    private static final List<String> KEYS = List.of("name", "event", "receivedAt", "expect");
    private static final List<String> REQUEST_KEYS = List.of("method", "path", "body");
    private static final String EXPECT =
            "write the name of a mapping, and 'filtered: <reason>', 'refused: <reason>' or { method: …, path: …, body: … }";

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final YamlJson json;

    CaseReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.json = new YamlJson(mistakes);
    }

    List<MappingCase> read(Node root) {
        if (!(root instanceof SequenceNode list)) {
            mistakes.add(root, "the file is not a list of cases", "begin each case with '- name: …'");
            return List.of();
        }
        var cases = new ArrayList<MappingCase>();
        list.getValue().forEach(node -> one(node).ifPresent(cases::add));
        return cases;
    }

    private Optional<MappingCase> one(Node node) {
        var entries = Entries.of(node, "write 'name: …', 'event: …' and 'expect: …'", mistakes)
                .only(KEYS, WHERE);
        var name = entries.require("name", WHERE, "say in a few words what the case shows")
                .flatMap(given -> scalars.text(given, "say in a few words what the case shows"));
        var event = entries.require("event", WHERE, "write the event as a source sends it")
                .flatMap(this::event);
        var receivedAt = entries.get("receivedAt").map(this::time).orElse(RECEIVED_AT);
        var expected = entries.require("expect", WHERE, EXPECT).map(this::expected);
        return name.isEmpty() || event.isEmpty() || expected.isEmpty()
                ? Optional.empty()
                : Optional.of(new MappingCase(
                        new Sited<>("", node).place(), name.get(), event.get(), receivedAt, expected.get()));
    }

    private Optional<ObjectNode> event(Node node) {
        if (json.read(node) instanceof ObjectNode object && !object.isEmpty()) {
            return Optional.of(object);
        }
        mistakes.add(node, "an event belongs here", "write for instance { type: identify, userId: u-1 }");
        return Optional.empty();
    }

    private Instant time(Node node) {
        try {
            return node instanceof ScalarNode scalar ? Instant.parse(scalar.getValue()) : notATime(node);
        } catch (DateTimeParseException wrong) {
            return notATime(node);
        }
    }

    private Instant notATime(Node node) {
        mistakes.add(node, "a time belongs here", "write for instance 2026-01-01T00:00:00Z");
        return RECEIVED_AT;
    }

    private Map<String, Expected> expected(Node node) {
        var expected = new LinkedHashMap<String, Expected>();
        for (var entry : Entries.of(node, EXPECT, mistakes)) {
            expectation(entry.value()).ifPresent(one -> expected.put(entry.key(), one));
        }
        return expected;
    }

    private Optional<Expected> expectation(Node node) {
        if (node instanceof ScalarNode scalar) {
            return outcome(scalar);
        }
        var entries = Entries.of(node, EXPECT, mistakes).only(REQUEST_KEYS, "a request");
        var method = entries.require("method", "a request", "write for instance method: POST")
                .flatMap(given -> scalars.text(given, "write for instance POST"));
        var path = entries.require("path", "a request", "write the path, with its query")
                .flatMap(given -> scalars.text(given, "write the path, with its query"));
        var body = entries.get("body").map(json::read).orElse(NullNode.getInstance());
        return method.isEmpty() || path.isEmpty()
                ? Optional.empty()
                : Optional.of(new Expected.Request(method.get(), path.get(), body));
    }

    private Optional<Expected> outcome(ScalarNode scalar) {
        var parts = scalar.getValue().split(":\\s*", 2);
        var reason = parts.length == 2 ? parts[1] : "";
        if (Stream.of(Reason.values()).noneMatch(one -> one.code().equals(reason))) {
            mistakes.add(scalar, "'" + scalar.getValue() + "' is no outcome with a reason", EXPECT);
            return Optional.empty();
        }
        return switch (parts[0]) {
            case "filtered" -> Optional.of(new Expected.Filtered(reason));
            case "refused" -> Optional.of(new Expected.Refused(reason));
            default -> {
                mistakes.add(scalar, "'" + parts[0] + "' is no outcome of a mapping", EXPECT);
                yield Optional.empty();
            }
        };
    }
}
