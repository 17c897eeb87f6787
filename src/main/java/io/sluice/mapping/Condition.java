package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code when:} asks of an event. A phrase about a condition that fails tells the path and what the mapping file
 * wants there, and never what the event has.
 */
sealed interface Condition {
    /** @return empty when it holds; else which part fails, in one phrase */
    Optional<String> failure(JsonNode event);

    /** Holds when each part does; so does an empty one. Fails for its first part that fails. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public Optional<String> failure(JsonNode event) {
            for (var part : parts) {
                var failure = part.failure(event);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            return Optional.empty();
        }
    }

    /** Holds when one part does. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public Optional<String> failure(JsonNode event) {
            for (var part : parts) {
                if (part.failure(event).isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(parts.stream()
                    .map(part -> part.failure(event).orElseThrow())
                    .collect(Collectors.joining("; ", "none of: ", "")));
        }
    }

    /** Holds exactly when its part does not. */
    record Not(Condition part, Optional<String> failed) implements Condition {
        Not(Condition part, String text) {
            this(part, Optional.of("not: " + text + " holds"));
        }

        @Override
        public Optional<String> failure(JsonNode event) {
            return part.failure(event).isPresent() ? Optional.empty() : failed;
        }
    }

    /** Holds when the value at the path passes the check. */
    record Test(Path path, Check check, Optional<String> missing, Optional<String> failed) implements Condition {
        Test(Path path, Check check) {
            this(
                    path,
                    check,
                    Optional.of(path + " is missing, not " + check.text()),
                    Optional.of(path + " is not " + check.text()));
        }

        @Override
        public Optional<String> failure(JsonNode event) {
            var value = path.of(event);
            if (check.holds(value)) {
                return Optional.empty();
            }
            return value.isMissingNode() || value.isNull() ? missing : failed;
        }
    }
}
