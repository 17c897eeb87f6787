package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code $context: standard}: the context properties that Segment's Classic destination sends, and their columns. */
final class ContextTable {
    private static final List<Line> LINES = List.of(
            line("app", "name", "App Name"),
            line("app", "version", "App Version"),
            line("app", "build", "App Build"),
            line("campaign", "name", "UTM Campaign"),
            line("campaign", "source", "UTM Source"),
            line("campaign", "medium", "UTM Medium"),
            line("campaign", "term", "UTM Term"),
            line("campaign", "content", "UTM Content"),
            line("", "locale", "Locale"),
            line("", "userAgent", "User Agent"),
            line("", "ip", "IP Address"),
            line("device", "adTrackingEnabled", "Ad Tracking Enabled"),
            line("device", "manufacturer", "Device Manufacturer"),
            // The hyphen stands in Segment's own table.
            line("device", "model", "Device-model"),
            line("device", "name", "Device Name"),
            line("device", "type", "Device Type"),
            line("network", "bluetooth", "Bluetooth Enabled"),
            line("network", "carrier", "Network Carrier"),
            line("network", "cellular", "Cellular Enabled"),
            line("network", "wifi", "Wifi Enabled"),
            line("screen", "density", "Screen Density"),
            line("screen", "height", "Screen Height"),
            line("screen", "width", "Screen Width"));

    private record Line(String section, String property, ColumnName column) {}

    private ContextTable() {}

    private static Line line(String section, String property, String column) {
        return new Line(section, property, ColumnName.of(column));
    }

    static boolean has(String column) {
        return LINES.stream().anyMatch(line -> line.column.text().equalsIgnoreCase(column));
    }

    static void addTo(Columns columns, JsonNode event) throws Unmappable {
        var context = event.path("context");
        if (!context.isObject()) {
            return;
        }
        for (var line : LINES) {
            var section = line.section.isEmpty() ? context : context.path(line.section);
            var value = section.path(line.property);
            if (value.isValueNode() && !value.isMissingNode()) {
                columns.putIfFree(line.column, value);
            }
        }
    }
}
