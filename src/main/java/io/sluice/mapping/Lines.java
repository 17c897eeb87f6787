package io.sluice.mapping;

import io.sluice.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a mapping: one for all events, or in table form one for each name of an event. */
sealed interface Lines {
    Optional<Line> of(Event event);

    Collection<Line> all();

    record One(Optional<Line> line) implements Lines {
        One(Line line) {
            this(Optional.of(line));
        }

        @Override
        public Optional<Line> of(Event event) {
            return line;
        }

        @Override
        public Collection<Line> all() {
            return List.of(line.orElseThrow());
        }
    }

    /** Names are compared exactly, as Segment's Classic destination does. */
    record Table(Map<String, Line> byEvent) implements Lines {
        @Override
        public Optional<Line> of(Event event) {
            return Optional.ofNullable(byEvent.get(event.body().path("event").asText()));
        }

        @Override
        public Collection<Line> all() {
            return byEvent.values();
        }
    }
}
