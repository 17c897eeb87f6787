package io.sluice.sync;

import java.util.List;
import java.util.stream.Collectors;

/** What somebody may have meant who named a collection that there is not. */
final class CollectionNames {
    private CollectionNames() {}

    /** Without the full stop. */
    static String unknown(String name, List<SourceCollection> all) {
        return all.stream()
                .filter(one -> one.tables().stream()
                        .anyMatch(table -> table.name().equals(name)
                                || table.alias().filter(name::equals).isPresent()))
                .findFirst()
                .map(one -> "'" + name + "' is copied with " + one.name() + ": name that one")
                .orElseGet(() -> "there is no collection '" + name + "'; there are "
                        + all.stream().map(SourceCollection::name).collect(Collectors.joining(", ")));
    }
}
