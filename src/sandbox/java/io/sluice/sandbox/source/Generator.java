package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Makes up the rows of a whole business unit, the same ones for the same seed. */
final class Generator {
    private static final long FIRST_CAMPAIGN = 301;
    private static final long FIRST_ASSET = 17;
    private static final long FIRST_LIST = 1001;

    private final SourceSize size;
    private final Dice dice;
    private final SourceRows rows = new SourceRows();

    Generator(SourceSize size) {
        this.size = size;
        dice = new Dice(size.seed());
    }

    SourceRows rows() {
        campaigns();
        lists();
        journeys();
        return rows;
    }

    private void campaigns() {
        var maker = new CampaignMaker(dice);
        var asset = FIRST_ASSET;
        for (int i = 0; i < size.campaigns(); i++) {
            var campaign = FIRST_CAMPAIGN + i;
            rows.add(Collection.CAMPAIGNS, maker.campaign(campaign));
            if (i % 10 == 9) {
                // Nobody has said that no two campaigns have an asset with the same id.
                asset--;
            }
            for (int k = 0; k < size.assets(); k++) {
                rows.add(Collection.ASSETS, maker.asset(asset++, campaign));
            }
        }
    }

    private void lists() {
        var maker = new ListMaker(dice);
        for (int i = 0; i < size.lists(); i++) {
            rows.add(Collection.LISTS, maker.list(FIRST_LIST + i));
        }
    }

    private void journeys() {
        var maker = new JourneyMaker(dice);
        var journeys = new ArrayList<ObjectNode>();
        var earlier = new ArrayList<ObjectNode>();
        for (int i = 0; i < size.journeys(); i++) {
            var id = dice.uuid().toString();
            var version = dice.once(3) ? 2 + dice.below(4) : 1;
            var status = maker.status();
            journeys.add(maker.journey(id, version, status));
            if (version > 1) {
                earlier.add(maker.journey(id, version - 1, "Stopped"));
            }
            if (status.equals("Published") && dice.once(4)) {
                earlier.add(maker.journey(id, version + 1, "Draft"));
            }
        }
        goals(journeys);
        journeys.addAll(earlier);
        journeys.forEach(journey -> rows.add(Collection.JOURNEYS, journey));
    }

    private void goals(List<ObjectNode> journeys) {
        var maker = new GoalMaker(dice);
        for (int i = 0; i < size.goals(); i++) {
            ((ArrayNode) dice.one(journeys).get("goals")).add(maker.goal());
        }
    }
}
