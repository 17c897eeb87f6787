package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in an event, written {@code $.traits.address[0]['odd key']}. What lies below a text, a number or a null is
 * missing, never that text or number.
 */
record Path(String text, List<Step> steps) implements Value {
    static final Path MESSAGE_ID = to("messageId");
    static final Path USER_ID = to("userId");
    static final Path EMAIL = to("traits", "email");
    static final Path PROPERTIES = to("properties");
    static final Path TYPE = new Path("type", List.of(new Member("type")));
    static final Path EVENT = new Path("event", List.of(new Member("event")));

    private static final Step TRAITS = new Member("traits");

    sealed interface Step {
        JsonNode from(JsonNode node);
    }

    record Member(String name) implements Step {
        @Override
        public JsonNode from(JsonNode node) {
            return node.path(name);
        }
    }

    record Item(int index) implements Step {
        @Override
        public JsonNode from(JsonNode node) {
            return node.path(index);
        }
    }

    /** Through members of these names. */
    static Path to(String... names) {
        return new Path(
                "$." + String.join(".", names),
                Stream.of(names).<Step>map(Member::new).toList());
    }

    static Path of(String text) throws BadSyntax {
        return new Path(text, new PathSyntax(text).steps());
    }

    @Override
    public JsonNode of(JsonNode event) {
        var node = event;
        for (var step : steps) {
            node = step.from(node);
        }
        return node;
    }

    /** The name of the trait, for the path of one. */
    Optional<String> trait() {
        return steps.size() == 2 && steps.get(0).equals(TRAITS) && steps.get(1) instanceof Member member
                ? Optional.of(member.name())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
