package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The campaigns, assets, lists and journeys of the business unit. Rows never change: a change puts another in their place. */
public final class Source {
    private final Map<Collection, Shelf> shelves = new EnumMap<>(Collection.class);
    private final SourceRows start;
    private final InstantSource clock;
    private volatile SourceSettings settings = SourceSettings.DEFAULT;

    /**
     * @param declared rows of a data file, which may leave out what a new row gets
     * @param size how many rows are made up instead, if any
     */
    public Source(Map<String, List<ObjectNode>> declared, Optional<SourceSize> size, InstantSource clock) {
        this.clock = clock;
        for (var collection : Collection.values()) {
            shelves.put(collection, new Shelf());
        }
        size.ifPresentOrElse(wanted -> replaceAll(new Generator(wanted).rows()), () -> declare(declared));
        start = snapshot();
    }

    private void declare(Map<String, List<ObjectNode>> declared) {
        for (var collection : Collection.values()) {
            for (var row : declared.getOrDefault(collection.spelling(), List.of())) {
                declare(collection, row);
            }
        }
    }

    private void declare(Collection collection, ObjectNode row) {
        try {
            add(collection, row);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The data file's " + collection.spelling() + " are not right: " + row + ": " + e.getMessage(), e);
        }
    }

    private SourceRows snapshot() {
        var rows = new SourceRows();
        shelves.forEach((collection, shelf) -> rows.rows().put(collection, shelf.all()));
        return rows;
    }

    /** Back to the rows and settings it began with. */
    public void reset() {
        replaceAll(start);
        settings = SourceSettings.DEFAULT;
    }

    synchronized void replaceAll(SourceRows rows) {
        shelves.forEach((collection, shelf) -> shelf.replaceAll(rows.of(collection)));
    }

    public SourceSettings settings() {
        return settings;
    }

    void settings(SourceSettings settings) {
        this.settings = settings;
    }

    /** How many rows there are, by collection. */
    public Map<String, Integer> sizes() {
        var sizes = new LinkedHashMap<String, Integer>();
        shelves.forEach((collection, shelf) -> sizes.put(collection.spelling(), shelf.size()));
        return sizes;
    }

    int size(Collection collection) {
        return shelf(collection).size();
    }

    /** In the order in which they were added. */
    public List<Row> all(Collection collection) {
        return shelf(collection).all();
    }

    public List<Row> sorted(Collection collection, Order order) {
        return shelf(collection).copy(order.toString(), order::sorted);
    }

    /** The assets of a campaign, the newest first. */
    public List<Row> assets(String campaign) {
        Map<String, List<Row>> byCampaign = shelf(Collection.ASSETS).copy("by campaign", Source::byCampaign);
        return byCampaign.getOrDefault(campaign, List.of());
    }

    private static Map<String, List<Row>> byCampaign(List<Row> assets) {
        var newestFirst = new ArrayList<>(assets);
        Collections.reverse(newestFirst);
        return newestFirst.stream().collect(Collectors.groupingBy(row -> row.key()
                .substring(0, row.key().indexOf('-'))));
    }

    /** The versions of journeys that a request for the most recent ones sees: the published one, else the latest. */
    public List<Row> currentVersions(Order order) {
        return shelf(Collection.JOURNEYS).copy("current " + order, rows -> order.sorted(Journeys.current(rows)));
    }

    /**
     * A row by its key. A journey is also found by its id, an asset by its own id: the current version, or the only
     * asset with this id.
     */
    public Optional<Row> find(Collection collection, String key) {
        var exact = shelf(collection).get(key);
        return exact.isPresent()
                ? exact
                : switch (collection) {
                    case CAMPAIGNS, LISTS -> Optional.empty();
                    case ASSETS ->
                        Optional.of(withId(collection, key))
                                .filter(same -> same.size() == 1)
                                .map(same -> same.get(0));
                    case JOURNEYS ->
                        Journeys.current(withId(collection, key)).stream().findFirst();
                };
    }

    private List<Row> withId(Collection collection, String id) {
        return all(collection).stream()
                .filter(row -> row.json().path("id").asText().equals(id))
                .toList();
    }

    /**
     * Adds a row; what the given one leaves out is made up.
     *
     * @throws IllegalArgumentException when it is not right, or its key is taken
     */
    synchronized ObjectNode add(Collection collection, JsonNode given) {
        var row = new NewRow(this, now()).completed(collection, given);
        if (shelf(collection).get(collection.key(row)).isPresent()) {
            throw new IllegalArgumentException(
                    "There is already a row " + collection.key(row) + " in " + collection.spelling() + ".");
        }
        shelf(collection).put(Row.of(collection, row));
        return row;
    }

    /** Puts a changed row in the place of the one it was made of. Its key must be the same. */
    synchronized void replace(Collection collection, Row old, ObjectNode changed) {
        if (!collection.key(changed).equals(old.key())) {
            throw new IllegalArgumentException("The id of a row does not change.");
        }
        shelf(collection).put(Row.of(collection, changed));
    }

    /** The row, changed now. The date of a campaign has no fraction. */
    ObjectNode touched(Collection collection, ObjectNode row) {
        var now = collection == Collection.CAMPAIGNS ? now().withNano(0) : now();
        return row.put(collection.modified(), DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(now));
    }

    /** Removes a row, and with a campaign its assets. */
    synchronized void remove(Collection collection, Row row) {
        shelf(collection).remove(row.key());
        if (collection == Collection.CAMPAIGNS) {
            assets(row.key()).forEach(asset -> shelf(Collection.ASSETS).remove(asset.key()));
        }
    }

    /** The highest number that an id of the collection has had since the rows were put there. */
    long highestId(Collection collection) {
        return shelf(collection).highestId();
    }

    LocalDateTime now() {
        return ServerTime.now(clock);
    }

    private Shelf shelf(Collection collection) {
        return shelves.get(collection);
    }
}
