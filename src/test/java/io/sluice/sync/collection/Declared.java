package io.sluice.sync.collection;

import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What there is to copy: by the declarations, and by the list that was asked for. */
final class Declared {
    private Declared() {}

    static List<SourceCollection> collections() {
        return List.of(new Campaigns(), new CampaignAssets(), new Lists(), new Interactions());
    }

    static Stream<Table> tables() {
        return collections().stream().flatMap(collection -> collection.tables().stream());
    }

    /** The names of the columns that were asked for, in their order. */
    static List<String> seed(String table) {
        try (var lines = Files.lines(Fixture.ROOT.resolve("columns.txt"))) {
            return lines.filter(line -> line.startsWith(table + "."))
                    .map(line -> line.substring(table.length() + 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
