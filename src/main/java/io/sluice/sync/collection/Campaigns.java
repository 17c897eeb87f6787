package io.sluice.sync.collection;

import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.Scan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import jakarta.inject.Singleton;
import java.util.List;

/** All of them are read each time: the API filters by nothing, and what is deleted shows only by its absence. */
@Singleton
final class Campaigns implements SourceCollection {
    static final String PATH = "/hub/v1/campaigns?$orderBy=ModifiedDate%20DESC";

    static final String NAME = "campaigns";

    private static final Table TABLE = Table.named(NAME, "A campaign in your account.")
            .key("id")
            .text("campaign_code", "campaignCode", "The campaign short code.")
            .text("color", "color", "The code of the calendar color given to the campaign.")
            .time("created_date", "createdDate", "Timestamp when the campaign was created.")
            .text("description", "description", "The campaign description.")
            .bool("favorite", "favorite", "Whether the campaign was favorited.")
            .text("id", "id", "The campaign's unique ID in Salesforce Marketing Cloud.")
            .time("modified_date", "modifiedDate", "Timestamp when the campaign was last modified.")
            .text("name", "name", "The campaign name.")
            .build();

    @Override
    public List<Table> tables() {
        return List.of(TABLE);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<String> scopes() {
        return List.of("campaign_read");
    }

    @Override
    public void look(SfmcSource source) throws SourceFailure, InterruptedException {
        new Pages(source, PATH).look();
    }

    @Override
    public void scan(SfmcSource source, Since since, Scan scan) throws SourceFailure, InterruptedException {
        var newest = new Newest("modifiedDate");
        var count = new Count(scan);
        var ended = new Pages(source, PATH, since.live()::keys).read(items -> {
            items.forEach(item -> {
                newest.saw(item);
                scan.row(TABLE, item);
            });
            count.page(items.size());
        });
        ended.tell(scan);
        if (ended.isWhole()) {
            newest.tell(since, scan);
            scan.complete();
        }
    }
}
