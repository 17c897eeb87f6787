package io.sluice.mapping;

import io.sluice.mapping.Fields.Field;
import java.util.List;

/** {@code $context: standard}: the context properties that Segment's Classic destination sends, and their columns. */
final class ContextTable {
    static final List<Field> STANDARD = List.of(
            line("app", "name", "App Name"),
            line("app", "version", "App Version"),
            line("app", "build", "App Build"),
            line("campaign", "name", "UTM Campaign"),
            line("campaign", "source", "UTM Source"),
            line("campaign", "medium", "UTM Medium"),
            line("campaign", "term", "UTM Term"),
            line("campaign", "content", "UTM Content"),
            line("locale", "Locale"),
            line("userAgent", "User Agent"),
            line("ip", "IP Address"),
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

    private ContextTable() {}

    private static Field line(String section, String property, String column) {
        return new Field(ColumnName.of(column), Path.to("context", section, property));
    }

    private static Field line(String property, String column) {
        return new Field(ColumnName.of(column), Path.to("context", property));
    }
}
