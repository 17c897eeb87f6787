package io.sluice.sync.collection;

import io.sluice.sync.Column;
import io.sluice.sync.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which properties to ask for a table's columns. One that an account does not show would fail the whole call. */
final class SoapProperties {
    private final Table table;
    private final Set<String> refused = new TreeSet<>();

    /** @param retrievable by the account's own description; none: it does not say */
    SoapProperties(Table table, Set<String> retrievable) {
        this.table = table;
        if (!retrievable.isEmpty()) {
            table.columns().forEach(column -> refused.addAll(column.paths()));
            refused.removeAll(retrievable);
        }
    }

    List<String> names() {
        return List.copyOf(asked().values());
    }

    /** @return false when none of them was asked for, so that leaving them out changes nothing */
    boolean refuse(Set<String> properties) {
        return properties.stream().anyMatch(asked()::containsValue) && refused.addAll(properties);
    }

    /** The columns that nothing is asked for. */
    List<String> emptyColumns() {
        return table.columns().stream()
                .map(Column::name)
                .filter(column -> !asked().containsKey(column))
                .toList();
    }

    private Map<String, String> asked() {
        var asked = new LinkedHashMap<String, String>();
        table.columns().forEach(column -> path(column).ifPresent(path -> asked.put(column.name(), path)));
        return asked;
    }

    private Optional<String> path(Column column) {
        return column.paths().stream().filter(path -> !refused.contains(path)).findFirst();
    }
}
