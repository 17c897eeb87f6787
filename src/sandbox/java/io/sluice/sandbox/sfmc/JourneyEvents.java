package io.sluice.sandbox.sfmc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was fired into journeys, in order. Firing twice makes two entries. */
public final class JourneyEvents {
    private final List<Entry> entries = new ArrayList<>();
    private final History history;

    /**
     * One entry.
     *
     * @param sequence its place among all changes of rows, contacts and entries
     * @param call the number of the request
     */
    public record Entry(
            long sequence,
            long call,
            String eventInstanceId,
            String eventDefinitionKey,
            String contactKey,
            Map<String, Object> data) {}

    JourneyEvents(History history) {
        this.history = history;
    }

    synchronized String fire(String definition, String contactKey, Map<String, Object> data, long call) {
        var id = UUID.randomUUID().toString();
        var sequence = history.add(call, definition, contactKey, data);
        entries.add(new Entry(sequence, call, id, definition, contactKey, data));
        return id;
    }

    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    public synchronized int size() {
        return entries.size();
    }

    synchronized void clear() {
        entries.clear();
    }
}
