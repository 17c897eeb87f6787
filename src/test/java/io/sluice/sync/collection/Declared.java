package io.sluice.sync.collection;

import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.RecordingScan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to copy: by the declarations, and by the list that was asked for. */
public final class Declared {
    private Declared() {}

    public static List<SourceCollection> collections() {
        return List.of(new Campaigns(), new CampaignAssets(), new Lists(), new Interactions());
    }

    public static Stream<Table> tables() {
        return collections().stream().flatMap(collection -> collection.tables().stream());
    }

    /** What the account shows that is in its folder. */
    public static RecordingScan read(SourceCollection collection) throws SourceFailure, InterruptedException {
        var fixture = Fixture.of(collection.name());
        var scan = new RecordingScan();
        var since = new Since(
                Optional.empty(),
                true,
                SourceCollectionContract.STARTED,
                fixture.campaigns(),
                SourceCollectionContract.NOTHING);
        collection.scan(fixture.given(), since, scan);
        return scan;
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
