package io.sluice.sync;

import java.util.List;
import java.util.stream.Collectors;

/** What to say to somebody who names a collection that there is not. */
final class CollectionNames {
    private CollectionNames() {}

    /** Without the full stop. */
    static String unknown(String name, List<SourceCollection> all) {
        return "there is no collection '" + name + "'; there are "
                + all.stream()
                        .flatMap(one -> one.tables().stream())
                        .map(Table::name)
                        .collect(Collectors.joining(", "));
    }
}
