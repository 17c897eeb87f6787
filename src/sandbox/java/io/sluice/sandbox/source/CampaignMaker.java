package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.time.LocalDateTime;

/** Makes up campaigns and their assets. */
final class CampaignMaker {
    private final Dice dice;
    private LocalDateTime lastModified = Dice.FIRST;

    CampaignMaker(Dice dice) {
        this.dice = dice;
    }

    ObjectNode campaign(long id) {
        var created = dice.after(Dice.FIRST);
        // A second before it was created: seen in SFMC's own example.
        var modified = dice.once(20) ? created.minusSeconds(1) : dice.after(created);
        // Several of the same second, as an import leaves them.
        var same = dice.once(5) && created.isBefore(lastModified);
        lastModified = same ? lastModified : modified;
        return Json.object()
                .put("id", Long.toString(id))
                .put("createdDate", Dice.seconds(created))
                .put("modifiedDate", Dice.seconds(lastModified))
                .put("name", dice.words(4))
                .put("description", dice.once(3) ? "" : dice.words(12))
                .put("campaignCode", "C-" + id)
                .put("color", String.format("%06x", dice.below(0x1000000)))
                .put("favorite", dice.once(5));
    }

    ObjectNode asset(long id, long campaign) {
        var asset = Json.object()
                .put("id", Long.toString(id))
                .put("campaignId", campaign)
                .put("type", dice.one("EMAIL", "EMAIL", "TRIGGERED", "AUTOMATION_DEFINITION", "CAMPAIGN_EVENT"));
        if (asset.get("type").asText().equals("EMAIL")) {
            asset.put("itemID", 7000 + dice.below(1_000_000));
        } else {
            asset.put("objectID", dice.uuid().toString());
        }
        return asset.put("createdDate", Dice.seconds(dice.after(Dice.FIRST)));
    }
}
