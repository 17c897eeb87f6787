package io.sluice.sandbox.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Makes changes at random, as people make them in the course of a day; the same ones for the same seed and rows. */
final class Mutator {
    private final Source source;
    private final Dice dice;
    private final CampaignMaker campaigns;
    private final ListMaker lists;
    private final JourneyMaker journeys;
    private final GoalMaker goals;
    private final List<Mutation> made = new ArrayList<>();

    Mutator(Source source, long seed) {
        this.source = source;
        dice = new Dice(seed);
        campaigns = new CampaignMaker(dice);
        lists = new ListMaker(dice);
        journeys = new JourneyMaker(dice);
        goals = new GoalMaker(dice);
    }

    /** @param among the collections that may change */
    List<Mutation> make(int changes, Set<Collection> among) {
        var collections = List.copyOf(among.stream().sorted().toList());
        for (int i = 0; i < changes; i++) {
            switch (dice.one(collections)) {
                case CAMPAIGNS -> campaign();
                case ASSETS -> asset();
                case LISTS -> list();
                case JOURNEYS -> journey();
            }
        }
        return made;
    }

    private void campaign() {
        if (nothing(Collection.CAMPAIGNS) || dice.once(6)) {
            var campaign = campaigns.campaign(source.highestId(Collection.CAMPAIGNS) + 1);
            add(Collection.CAMPAIGNS, touched(Collection.CAMPAIGNS, campaign));
        } else if (dice.once(6)) {
            remove(Collection.CAMPAIGNS);
        } else if (dice.once(2)) {
            change(Collection.CAMPAIGNS, "renamed", true, row -> row.put("name", dice.words(4)));
        } else {
            change(
                    Collection.CAMPAIGNS,
                    "favorite",
                    true,
                    row -> row.put("favorite", !row.get("favorite").asBoolean()));
        }
    }

    /** Whether this changes the date of the campaign is not known: here it does not. */
    private void asset() {
        if (nothing(Collection.CAMPAIGNS)) {
            return;
        }
        if (nothing(Collection.ASSETS) || dice.once(2)) {
            var campaign = dice.one(source.all(Collection.CAMPAIGNS)).number();
            add(Collection.ASSETS, campaigns.asset(source.highestId(Collection.ASSETS) + 1, campaign));
        } else {
            remove(Collection.ASSETS);
        }
    }

    private void list() {
        if (nothing(Collection.LISTS) || dice.once(6)) {
            var list = lists.list(source.highestId(Collection.LISTS) + 1);
            add(Collection.LISTS, touched(Collection.LISTS, list));
        } else if (dice.once(6)) {
            remove(Collection.LISTS);
        } else if (dice.once(8)) {
            change(Collection.LISTS, "undated", false, row -> row.putNull("ModifiedDate"));
        } else if (dice.once(2)) {
            change(Collection.LISTS, "renamed", true, row -> row.put("ListName", dice.words(3)));
        } else {
            change(
                    Collection.LISTS,
                    "described",
                    true,
                    row -> row.put("Description", dice.once(3) ? null : dice.words(5)));
        }
    }

    private void journey() {
        if (nothing(Collection.JOURNEYS) || dice.once(8)) {
            var journey = journeys.journey(dice.uuid().toString(), 1, journeys.status());
            add(Collection.JOURNEYS, touched(Collection.JOURNEYS, journey));
        } else if (dice.once(8)) {
            remove(Collection.JOURNEYS);
        } else {
            switch (dice.below(4)) {
                case 0 -> change(Collection.JOURNEYS, "renamed", true, row -> row.put("name", dice.words(3)));
                case 1 ->
                    change(Collection.JOURNEYS, "goal added", true, row -> goals(row)
                            .add(goals.goal()));
                case 2 ->
                    change(Collection.JOURNEYS, "goals removed", true, row -> goals(row)
                            .removeAll());
                default ->
                    change(Collection.JOURNEYS, "statistics", false, row -> journeys.stats(row, dice.below(100_000)));
            }
        }
    }

    private static ArrayNode goals(ObjectNode journey) {
        return journey.get("goals") instanceof ArrayNode goals ? goals : journey.putArray("goals");
    }

    private boolean nothing(Collection collection) {
        return source.size(collection) == 0;
    }

    private void add(Collection collection, ObjectNode row) {
        source.add(collection, row);
        made.add(Mutation.of(collection, collection.key(row), "added"));
    }

    private void remove(Collection collection) {
        var row = dice.one(source.all(collection));
        source.remove(collection, row);
        made.add(Mutation.of(collection, row.key(), "removed"));
    }

    private void change(Collection collection, String word, boolean touch, Consumer<ObjectNode> change) {
        var row = dice.one(source.all(collection));
        var json = row.json();
        change.accept(json);
        source.replace(collection, row, touch ? touched(collection, json) : json);
        made.add(Mutation.of(collection, row.key(), word));
    }

    private ObjectNode touched(Collection collection, ObjectNode row) {
        return source.touched(collection, row);
    }
}
