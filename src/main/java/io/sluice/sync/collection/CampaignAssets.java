package io.sluice.sync.collection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.Scan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import io.sluice.sync.Table;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Those of every campaign, each time: nothing says whether a campaign's own date moves when its assets do. */
@Singleton
final class CampaignAssets implements SourceCollection {
    private static final String CAMPAIGN = "campaignId";
    private static final String TYPE = "type";

    /** Ours, and none of the API's. */
    private static final String TYPE_NAME = "_typeName";

    private static final Table TABLE = Table.named("campaign_assets", "The assets associated with each campaign.")
            .key("campaign_id", "id")
            .text("campaign_id", CAMPAIGN, "The ID of the campaign this asset is associated to.")
            .time("created_date", "createdDate", "Timestamp when the asset was created.")
            .text("id", "id", "The campaign asset ID.")
            .text(
                    "item_id",
                    List.of("itemID", "objectID"),
                    "The asset's unique ID in Salesforce Marketing Cloud: a number for some types, a GUID for others.")
            .text("type", TYPE, "The asset type, as Marketing Cloud has it.")
            .text(
                    "type_name",
                    TYPE_NAME,
                    "The asset type. Can be one of: email, triggered send, mobile message, push message, twitter update, "
                            + "facebook update, facebook tab, sites, landing pages, subscriber list, subscriber group, "
                            + "data extension, automation, or event. Empty for a type that has no such name.")
            .text("object_id", "objectID", "The asset's GUID, where it has one.")
            .build();

    @Override
    public List<Table> tables() {
        return List.of(TABLE);
    }

    @Override
    public int order() {
        return 20;
    }

    /** Whose ids it needs. */
    @Override
    public Optional<String> after() {
        return Optional.of(Campaigns.NAME);
    }

    @Override
    public List<String> scopes() {
        return List.of("campaign_read");
    }

    @Override
    public void look(SfmcSource source) throws SourceFailure, InterruptedException {
        for (var campaign : new Pages(source, Campaigns.PATH).look()) {
            new Pages(source, AssetReading.path(Page.id(campaign))).look();
        }
    }

    @Override
    public void scan(SfmcSource source, Since since, Scan scan) throws SourceFailure, InterruptedException {
        var ended = new ArrayList<Ended>();
        var campaigns = since.campaigns().isPresent() ? since.campaigns().get() : campaigns(source, since, ended);
        var rows = new Rows(scan, campaigns.size());
        ended.addAll(AssetReading.of(source, campaigns, since.live()).read(rows::take));
        ended.forEach(one -> one.tell(scan));
        if (rows.astray > 0) {
            scan.notice("assets that name another campaign than the one that lists them: " + rows.astray
                    + "; campaign_id is the one that lists them");
        }
        if (ended.stream().allMatch(Ended::isWhole)) {
            scan.complete();
        }
    }

    /** Those that have assets so far are expected. */
    private static List<String> campaigns(SfmcSource source, Since since, List<Ended> ended)
            throws SourceFailure, InterruptedException {
        var ids = new LinkedHashSet<String>();
        ended.add(new Pages(source, Campaigns.PATH, since.live()::keys)
                .read(items -> items.forEach(item -> ids.add(Page.id(item)))));
        return List.copyOf(ids);
    }

    /** Makes rows of what is brought, in one thread. */
    private static final class Rows {
        private final Scan scan;
        private final int campaigns;
        private final LinkedHashSet<String> begun = new LinkedHashSet<>();
        private long rows;
        private int astray;

        Rows(Scan scan, int campaigns) {
            this.scan = scan;
            this.campaigns = campaigns;
        }

        void take(String campaign, List<ObjectNode> assets) {
            assets.forEach(asset -> take(campaign, asset));
            begun.add(campaign);
            rows += assets.size();
            scan.progress("campaign " + begun.size() + " of " + campaigns + ", " + rows + " read");
        }

        private void take(String campaign, ObjectNode asset) {
            if (asset.has(CAMPAIGN) && !asset.get(CAMPAIGN).asText().equals(campaign)) {
                astray++;
            }
            asset.put(CAMPAIGN, campaign);
            AssetType.name(asset.path(TYPE).asText()).ifPresent(name -> asset.put(TYPE_NAME, name));
            scan.row(TABLE, asset);
        }
    }
}
